import { seconds } from './round.js'
import { valuesAtRanks } from './valuesAtRanks.js'

export interface SecondsSummary {
  median: number
  mean: number
  p90: number
}

/**
 * Median, mean and 90th percentile of durations in ms, as seconds; null when there are none. Quantiles are interpolated
 * linearly between closest ranks. It takes time linear in the number of durations, and may change their order.
 */
export function summariseSeconds(durations: Float64Array): SecondsSummary | null {
  const { length } = durations
  if (length === 0) return null
  let sum = 0
  for (let i = 0; i < length; i++) sum += durations[i]!
  const ranks = [0.5, 0.9].map((p) => (length - 1) * p)
  const closest = ranks.flatMap((rank) => [Math.floor(rank), Math.ceil(rank)])
  // The lower rank of the second can lie below the upper one of the first, if there are few.
  const inOrder = [...closest].sort((a, b) => a - b)
  const values = valuesAtRanks(durations, inOrder)
  const valueAt = (rank: number) => values[inOrder.indexOf(rank)]!
  const [median, p90] = ranks.map((rank) => {
    const low = valueAt(Math.floor(rank))
    return low + (valueAt(Math.ceil(rank)) - low) * (rank - Math.floor(rank))
  })
  return { median: seconds(median!), mean: seconds(sum / length), p90: seconds(p90!) }
}
