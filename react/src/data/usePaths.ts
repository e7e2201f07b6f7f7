import type { PathsReport } from '@mouse-tracking/contract'
import type { PathsParams } from './reports.js'
import { useFiltered } from './useFiltered.js'
import { type ReportOptions, type ReportResult, useReport } from './useReport.js'

/** The paths that sessions take through the site.
 * What `params` leaves open of `from`, `to` and `device` comes from the provider's filters. */
export function usePaths(params: PathsParams = {}, options?: ReportOptions): ReportResult<PathsReport> {
  return useReport('paths', useFiltered(params), options)
}
