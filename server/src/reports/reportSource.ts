import type { ReportMeta } from '@mouse-tracking/contract'

/** A report by name, for REST and for live subscriptions alike. */
export interface ReportSource {
  /** As in the URL. */
  readonly name: string
  /**
   * @param params the query or body as it came.
   * @throws ProblemException 400 that names every bad parameter.
   */
  report(site: string, params: unknown): Promise<ReportMeta>
}

/** All reports, as an array of `ReportSource`. */
export const REPORT_SOURCES = Symbol('report sources')
