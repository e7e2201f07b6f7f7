import { useState } from 'react'

/** State that starts as the prop says and follows it when it changes, and that the reader may change in between. */
export function useFollowed<V>(given: V): [V, (value: V) => void] {
  const [state, setState] = useState({ given, value: given })
  if (state.given !== given) setState({ given, value: given })
  return [state.given === given ? state.value : given, (value) => setState({ given, value })]
}
