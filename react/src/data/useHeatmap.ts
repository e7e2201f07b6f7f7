import type { HeatmapReport } from '@mouse-tracking/contract'
import type { HeatmapParams } from './reports.js'
import { useFiltered } from './useFiltered.js'
import { type ReportOptions, type ReportResult, useReport } from './useReport.js'

/** The heatmap of a page, one layer of it.
 * What `params` leaves open of `from`, `to` and `device` comes from the provider's filters. */
export function useHeatmap(params: HeatmapParams, options?: ReportOptions): ReportResult<HeatmapReport> {
  return useReport('heatmap', useFiltered(params), options)
}
