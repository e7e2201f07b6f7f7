import quickselect from 'quickselect'
import { seconds } from './round.js'

export interface SecondsSummary {
  median: number
  mean: number
  p90: number
}

/**
 * Median, mean and 90th percentile of durations in ms, as seconds; null when there are none. Quantiles are interpolated
 * linearly between closest ranks. It takes time linear in the number of durations, and changes their order.
 */
export function summariseSeconds(durations: Float64Array): SecondsSummary | null {
  if (durations.length === 0) return null
  let sum = 0
  for (let i = 0; i < durations.length; i++) sum += durations[i]!
  const median = quantile(durations, 0.5, 0)
  const p90 = quantile(durations, 0.9, Math.floor((durations.length - 1) / 2))
  return { median: seconds(median), mean: seconds(sum / durations.length), p90: seconds(p90) }
}

/** @param from index up to which the smallest of the values are known to stand */
function quantile(values: Float64Array, p: number, from: number): number {
  const rank = (values.length - 1) * p
  const below = Math.floor(rank)
  // Its types ask for an Array; it only swaps elements.
  quickselect(values as unknown as number[], below, from, values.length - 1, ascending)
  const low = values[below]!
  if (rank === below) return low
  let high = Number.POSITIVE_INFINITY
  for (let i = below + 1; i < values.length; i++) if (values[i]! < high) high = values[i]!
  return low + (high - low) * (rank - below)
}

const ascending = (a: number, b: number) => a - b
