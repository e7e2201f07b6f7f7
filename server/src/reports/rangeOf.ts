import type { ReportRange } from '@mouse-tracking/contract'

/** The range that a report covers, as it says it. */
export function rangeOf({ from, to }: { from: number; to: number }): ReportRange {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}
