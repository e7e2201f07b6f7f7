import { type RefCallback, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { observeSize } from './observeSize.js'

export interface ElementSize {
  /** CSS px; 0 until measured, as on the server. */
  width: number
  height: number
  rtl: boolean
}

const UNMEASURED: ElementSize = { width: 0, height: 0, rtl: false }

/** `useLayoutEffect`, without React 18's warning where there is no layout. */
export const useIsomorphicLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect

/** The content box of the element that the returned ref is given to, kept up to date. */
export function useElementSize<E extends HTMLElement>(): [RefCallback<E>, ElementSize, () => E | null] {
  const element = useRef<E | null>(null)
  const stop = useRef<(() => void) | undefined>(undefined)
  const [size, setSize] = useState(UNMEASURED)

  const ref = useCallback((next: E | null) => {
    stop.current?.()
    element.current = next
    if (!next) return
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = next
      const rtl = getComputedStyle(next).direction === 'rtl'
      setSize((last) =>
        last.width === width && last.height === height && last.rtl === rtl ? last : { width, height, rtl },
      )
    }
    measure()
    stop.current = observeSize(next, measure)
  }, [])

  return [ref, size, () => element.current]
}
