import type { SummaryReport } from '@mouse-tracking/contract'
import type { RangeParams } from './reports.js'
import { useFiltered } from './useFiltered.js'
import { type ReportOptions, type ReportResult, useReport } from './useReport.js'

/** Visitors, sessions, views and clicks: in total and by day.
 * What `params` leaves open of `from`, `to` and `device` comes from the provider's filters. */
export function useSummary(params: RangeParams = {}, options?: ReportOptions): ReportResult<SummaryReport> {
  return useReport('summary', useFiltered(params), options)
}
