import type { LiveStatus } from '../data/liveConnection.js'
import type { ReportResult } from '../data/useReport.js'

/** How it stands with a report, as the views show it. */
export interface ReportState {
  loading: boolean
  error: Error | null | undefined
  retry: (() => void) | undefined
  /** What is shown is about to be replaced. */
  busy: boolean
  liveStatus: LiveStatus
}

/** Of a report that the host has by itself. */
export function givenState(
  data: unknown,
  { loading, error, onRetry }: { loading?: boolean; error?: Error | null; onRetry?: () => void },
): ReportState {
  return {
    loading: loading ?? (!data && !error),
    error,
    retry: onRetry,
    busy: Boolean(loading && data),
    liveStatus: 'off',
  }
}

/** Of a report that is asked for. */
export function askedState(query: ReportResult<unknown>): ReportState {
  return {
    loading: query.isFetching,
    error: query.isError ? query.error : null,
    retry: () => void query.refetch(),
    busy: query.isPlaceholderData,
    liveStatus: query.liveStatus,
  }
}
