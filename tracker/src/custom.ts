import type { CustomEvent, PropValue } from '@mouse-tracking/contract'
import { cut, MAX_PROPS, NAME_LENGTH } from './limits.js'

const isPropValue = (value: unknown): value is PropValue =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)

/** A custom event as the contract takes it: what is too long is cut, and a property of another type left out. */
export function customEvent(t: number, name: string, props: Record<string, unknown> = {}): CustomEvent {
  if (!name) throw new Error('track() needs the name of the event')
  const kept = Object.entries(props)
    .filter(([, value]) => isPropValue(value))
    .slice(0, MAX_PROPS)
    .map(([key, value]) => [cut(key), typeof value === 'string' ? cut(value) : value])
  const event: CustomEvent = { type: 'custom', t, name: String(name).slice(0, NAME_LENGTH) }
  return kept.length ? { ...event, props: Object.fromEntries(kept) } : event
}
