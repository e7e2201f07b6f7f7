import type { FunnelReport } from '@mouse-tracking/contract'
import { type FunnelRow, funnelRows } from './funnelRows.js'

/** A group of a breakdown as it is drawn. */
export interface FunnelGroup {
  value: string
  rows: FunnelRow[]
}

/** The groups of a breakdown, largest first, with the change on the same group of the previous period. */
export function funnelGroups(report: FunnelReport, previous: FunnelReport | undefined): FunnelGroup[] {
  const before = new Map(previous?.breakdown?.map(({ value, steps }) => [value, steps]))
  return (report.breakdown ?? [])
    .map(({ value, steps }) => ({ value, rows: funnelRows(steps, before.get(value)) }))
    .sort((a, b) => (b.rows[0]?.value ?? 0) - (a.rows[0]?.value ?? 0) || (a.value < b.value ? -1 : 1))
}
