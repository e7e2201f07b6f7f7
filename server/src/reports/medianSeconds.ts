import { summariseSeconds } from './summariseSeconds.js'

/** The median of durations in ms, as seconds rounded to 1 ms; null when there are none. It changes their order. */
export function medianSeconds(durations: Float64Array): number | null {
  return summariseSeconds(durations)?.median ?? null
}
