import type { Device } from '@mouse-tracking/contract'

/** What every report is filtered by; times in epoch ms. */
export interface Filter {
  from: number
  to: number
  device?: Device
}

const DAY = 86_400_000

/** `from` rounded down and `to` up to midnight UTC. */
export function wholeDays<T extends Filter>(filter: T): T {
  return {
    ...filter,
    from: Math.floor(filter.from / DAY) * DAY,
    to: Math.ceil(filter.to / DAY) * DAY,
  }
}

export const isIn = (at: number, { from, to }: Filter) => at >= from && at < to

export const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/** Every day of a range of whole days. */
export function daysOf({ from, to }: Filter): string[] {
  return Array.from({ length: (to - from) / DAY }, (_, n) => dayOf(from + n * DAY))
}
