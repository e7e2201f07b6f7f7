import type { ScrollHeatmap } from '@mouse-tracking/contract'

/** A scroll report row by row: how many got there and how long they looked. */
export interface ScrollProfile {
  rows: number
  rowHeight: number
  /** The share of views, 0 to 1, whose furthest row was this one or a later one. */
  reach: Float32Array
  /** Seconds on screen, a view. */
  attention: Float32Array
  maxAttention: number
}

export function scrollProfile(report: ScrollHeatmap): ScrollProfile {
  const rows = Math.max(report.rows, (report.bands.at(-1)?.[0] ?? -1) + 1)
  const views = Math.max(1, report.views)
  const reach = new Float32Array(rows)
  const attention = new Float32Array(rows)
  for (const [row, reached, seconds] of report.bands) {
    reach[row] = reached / views
    attention[row] = seconds / views
  }
  let maxAttention = 0
  for (const seconds of attention) if (seconds > maxAttention) maxAttention = seconds
  return { rows, rowHeight: report.rowHeight, reach, attention, maxAttention }
}

export interface ReachMark {
  share: number
  /** Page px: the end of the last row that so many reached. */
  depth: number
}

/** How far down the given shares of the views got. Shares that reach the very end have no mark. */
export function reachMarks(
  profile: ScrollProfile,
  shares: readonly number[] = [0.75, 0.5, 0.25],
): ReachMark[] {
  return shares.flatMap((share) => {
    const row = profile.reach.findIndex((reached) => reached < share)
    return row > 0 ? [{ share, depth: row * profile.rowHeight }] : []
  })
}

/** Page px down to which every view got; 0 when there is no such row. */
export function seenByAll(profile: ScrollProfile): number {
  const row = profile.reach.findIndex((reached) => reached < 1)
  return (row < 0 ? profile.rows : row) * profile.rowHeight
}
