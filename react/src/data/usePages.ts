import type { PagesReport } from '@mouse-tracking/contract'
import type { PagesParams } from './reports.js'
import { useFiltered } from './useFiltered.js'
import { type ReportOptions, type ReportResult, useReport } from './useReport.js'

/** The pages of the site, most viewed first.
 * What `params` leaves open of `from`, `to` and `device` comes from the provider's filters. */
export function usePages(params: PagesParams = {}, options?: ReportOptions): ReportResult<PagesReport> {
  return useReport('pages', useFiltered(params), options)
}
