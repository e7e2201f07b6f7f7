import type { CustomEvent } from '@mouse-tracking/contract'
import { cut, MAX_PROPS, NAME_LENGTH } from './limits.js'

/** A custom event as the contract takes it: what is too long is cut, and what is no flat value left out. */
export function customEvent(t: number, name: string, given: Record<string, unknown> = {}): CustomEvent {
  const props = Object.entries(given)
    .filter(([, value]) => /str|boo/.test(typeof value) || Number.isFinite(value))
    .slice(0, MAX_PROPS)
    .map((entry) => entry.map(cut))
  return { type: 'custom', t, name: `${name}`.slice(0, NAME_LENGTH), props: Object.fromEntries(props) }
}
