import type { FunnelQuery, FunnelReport } from '@mouse-tracking/contract'
import { useFiltered } from './useFiltered.js'
import { type ReportOptions, type ReportResult, useReport } from './useReport.js'

/** How many get through a sequence of 2 to 20 steps.
 * What `params` leaves open of `from`, `to` and `device` comes from the provider's filters. */
export function useFunnel(params: FunnelQuery, options?: ReportOptions): ReportResult<FunnelReport> {
  return useReport('funnel', useFiltered(params), options)
}
