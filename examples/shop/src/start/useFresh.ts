import type { ReportResult } from '@mouse-tracking/react'
import { useEffect } from 'react'

/** How often (ms) to ask while the server cannot push. */
const EVERY = 1_000

/** A report as a component takes it, kept fresh: pushed by the server, or asked for every second while it cannot push. */
export function useFresh<T>({
  data,
  error,
  isError,
  isFetching,
  isPlaceholderData,
  liveStatus,
  refetch,
}: ReportResult<T>) {
  useEffect(() => {
    if (liveStatus === 'live' || isFetching) return
    const timer = setTimeout(() => void refetch(), EVERY)
    return () => clearTimeout(timer)
  }, [liveStatus, isFetching, refetch])
  return {
    data,
    // Shown as busy for another report only, not for each new number in the same one.
    loading: data === undefined ? isFetching : isPlaceholderData,
    error: isError ? error : null,
    onRetry: () => void refetch(),
  }
}
