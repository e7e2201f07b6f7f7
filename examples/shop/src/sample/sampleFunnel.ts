import type { FunnelReport } from '@mouse-tracking/react'
import { type SampleRange, sampleMeta } from './sampleMeta.js'
import type { SampleSession } from './sampleSessions.js'

/** A step of the sample funnel: a page, reached after the steps before it. */
export interface SampleStep {
  name: string
  page: string
}

/** The funnel report of made-up sessions: how many got from page to page, in this order. */
export function sampleFunnel(
  sessions: readonly SampleSession[],
  steps: readonly SampleStep[],
  range: SampleRange,
): FunnelReport {
  const reached = steps.map((): number[] => [])
  for (const { walk } of sessions) {
    let next = 0
    let since = 0
    for (const { page, seconds } of walk) {
      if (page === steps[next]?.page) {
        reached[next++]!.push(since)
        since = 0
      }
      since += seconds
    }
  }
  const first = reached[0]!.length
  return {
    ...sampleMeta(range),
    steps: steps.map(({ name }, i) => {
      const count = reached[i]!.length
      const previous = i === 0 ? count : reached[i - 1]!.length
      return {
        name,
        count,
        conversion: ratio(count, first),
        fromPrevious: ratio(count, previous),
        dropped: previous - count,
        seconds: i === 0 ? null : summarise(reached[i]!),
      }
    }),
    actors: first,
    converted: reached.at(-1)!.length,
  }
}

const ratio = (part: number, whole: number) =>
  whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000

function summarise(seconds: number[]) {
  if (seconds.length === 0) return null
  const sorted = seconds.toSorted((a, b) => a - b)
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length
  return { median: quantile(sorted, 0.5), mean: Math.round(mean * 1_000) / 1_000, p90: quantile(sorted, 0.9) }
}

/** By linear interpolation between closest ranks. */
function quantile(sorted: number[], q: number): number {
  const rank = (sorted.length - 1) * q
  const low = sorted[Math.floor(rank)]!
  const high = sorted[Math.ceil(rank)]!
  return Math.round((low + (high - low) * (rank - Math.floor(rank))) * 1_000) / 1_000
}
