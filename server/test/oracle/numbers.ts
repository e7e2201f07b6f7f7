/** A part of a whole to 4 decimals; null for 0/0. */
export const ratio = (part: number, whole: number) =>
  whole === 0 ? null : Math.round((part * 10_000) / whole) / 10_000

/** Milliseconds as seconds, to 1 ms. */
export const seconds = (ms: number) => Math.round(ms) / 1_000

/** Linear interpolation between closest ranks, at a tenth of the way per unit of `tenths`. */
export function quantile(values: readonly number[], tenths: number): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const position = (sorted.length - 1) * tenths
  const rank = Math.floor(position / 10)
  const below = sorted[rank]!
  const above = sorted[rank + 1] ?? below
  return (below * 10 + (above - below) * (position % 10)) / 10
}

/** The median of milliseconds, as seconds; null of none. */
export function medianSeconds(ms: readonly number[]): number | null {
  const median = quantile(ms, 5)
  return median === null ? null : seconds(median)
}

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
