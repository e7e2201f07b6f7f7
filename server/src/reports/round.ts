/** `part / whole` rounded to 4 decimals; null when `whole` is 0. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part * 10_000) / whole) / 10_000
}

/** Milliseconds as seconds, rounded to 1 ms. */
export function seconds(ms: number): number {
  return Math.round(ms) / 1_000
}

/**
 * The quantile `p` (0 to 1) of values in ascending order, by linear interpolation between closest ranks.
 * @throws RangeError when there are no values
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) throw new RangeError('No quantile without values')
  const rank = (sorted.length - 1) * p
  const below = Math.floor(rank)
  const low = sorted[below]!
  if (below === rank) return low
  return low + (sorted[below + 1]! - low) * (rank - below)
}
