import type { CustomEvent, PropValue } from '@mouse-tracking/contract'
import { cut, MAX_PROPS, NAME_LENGTH } from './limits.js'

/** A custom event as the contract takes it: what is too long is cut, and what is no flat value left out. */
export const customEvent = (t: number, name: string, given: Record<string, unknown> = {}): CustomEvent => {
  const props: Record<string, PropValue> = {}
  for (const key of Object.keys(given).slice(0, MAX_PROPS)) {
    const value = given[key]
    if (/str|boo/.test(typeof value) || Number.isFinite(value)) props[cut(key)] = cut(value as PropValue)
  }
  return { type: 'custom', t, name: `${name}`.slice(0, NAME_LENGTH), props }
}
