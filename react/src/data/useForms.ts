import type { FormsReport } from '@mouse-tracking/contract'
import type { FormsParams } from './reports.js'
import { useFiltered } from './useFiltered.js'
import { type ReportOptions, type ReportResult, useReport } from './useReport.js'

/** How the forms of a page are filled in.
 * What `params` leaves open of `from`, `to` and `device` comes from the provider's filters. */
export function useForms(params: FormsParams, options?: ReportOptions): ReportResult<FormsReport> {
  return useReport('forms', useFiltered(params), options)
}
