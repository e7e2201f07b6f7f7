// A client can claim any time and any duration. Within these bounds all sums and differences stay exact.

/** About 35,700 years before 1970, epoch ms. What a client claims to be earlier is taken as this. */
export const FIRST_INSTANT = -(2 ** 50)

/** What a client claims to last until later is taken to end here. */
const LAST_INSTANT = 2 ** 50

const LONGEST_MS = 2 ** 50

/** Corrected event time, epoch ms, of what happened `t` ms after `startedAt`. */
export function instant(startedAt: number, t: number, skewMs: number): number {
  return Math.min(LAST_INSTANT, Math.max(FIRST_INSTANT, startedAt + skewMs + t))
}

/** The sum of two durations in ms, at most 2^50 (in any order of adding). */
export function addMs(a: number, b: number): number {
  return Math.min(a + b, LONGEST_MS)
}
