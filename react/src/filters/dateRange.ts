import type { Filters } from '../provider/FilterContext.js'

export const PRESETS = [1, 7, 30, 90] as const
/** What the server takes when a request leaves the range open. */
export const DEFAULT_DAYS = 30

const DAY_MS = 86_400_000
const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** The range from so many days ago up to now, by UTC days: the same all day long, so that what was asked stays cached. */
export function lastDays(days: number, now: number): Pick<Filters, 'from' | 'to'> {
  return { from: isoDay(now - days * DAY_MS), to: undefined }
}

/** The days of a preset range; undefined when the range is none of them. */
export function presetOf({ from, to }: Filters, now: number): number | undefined {
  if (to !== undefined) return undefined
  if (from === undefined) return DEFAULT_DAYS
  return PRESETS.find((days) => lastDays(days, now).from === from)
}

/** First and last day as people name them, both inclusive (`2026-11-01`). */
export interface Days {
  first: string
  last: string
}

export function toDays({ from, to }: Filters, now: number): Days {
  const start = from === undefined ? now - DEFAULT_DAYS * DAY_MS : Date.parse(from)
  const end = to === undefined ? now : Date.parse(to) - 1
  return { first: isoDay(start), last: isoDay(end) }
}

/** The range of whole UTC days, `to` exclusive; null when it ends before it begins or a day is missing. */
export function fromDays({ first, last }: Days): Pick<Filters, 'from' | 'to'> | null {
  const end = Date.parse(last)
  if (Number.isNaN(Date.parse(first)) || Number.isNaN(end) || last < first) return null
  return { from: first, to: isoDay(end + DAY_MS) }
}
