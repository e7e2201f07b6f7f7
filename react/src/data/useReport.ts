import { type QueryKey, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { type Connection, useConnection } from '../provider/ConnectionContext.js'
import type { AnalyticsError } from './AnalyticsError.js'
import type { LiveStatus } from './liveConnection.js'
import type { ReportName, Reports } from './reports.js'

export interface ReportOptions {
  /** Also follow the report over the live connection, pushed at most once a second. Default false. */
  live?: boolean
  /** Ask at all. Default true. */
  enabled?: boolean
  /** How long (ms) a report is shown from the cache without being asked for again. Default 30,000. */
  staleTime?: number
}

/** A TanStack query result, and how the live connection stands. */
export type ReportResult<T> = UseQueryResult<T, AnalyticsError> & { liveStatus: LiveStatus }

const STALE_MS = 30_000
const TRIES = 3
const NOT_LIVE = () => () => {}

export function reportKey(connection: Connection, report: ReportName, params: object): QueryKey {
  return ['mouse-tracking', connection.baseUrl, connection.site, report, params]
}

/** Asks for a report through the provider's connection: cancelled when nobody waits for it any more, cached, and shared by all
 * who ask the same. While other parameters load, the last report stays (`isPlaceholderData`). */
export function useReport<R extends ReportName>(
  report: R,
  params: Reports[R]['params'],
  options: ReportOptions = {},
): ReportResult<Reports[R]['answer']> {
  type Answer = Reports[R]['answer']
  const connection = useConnection()
  const { live = false, enabled = true, staleTime = STALE_MS } = options
  const queryKey = reportKey(connection, report, params)
  const query = useQuery<Answer, AnalyticsError>(
    {
      queryKey,
      queryFn: ({ signal }) => connection.reports.fetch(report, params, signal),
      enabled,
      staleTime,
      retry: (failures, error) => failures + 1 < TRIES && error.temporary,
      retryDelay: (failures, error) => error.retryAfter ?? Math.min(1000 * 2 ** failures, 10_000),
      placeholderData: (last, lastQuery) =>
        lastQuery?.queryKey[2] === connection.site ? (last as never) : undefined,
    },
    connection.queryClient,
  )
  const liveStatus = useLive(connection, report, params, live && enabled)
  return { ...query, liveStatus } as ReportResult<Answer>
}

function useLive<R extends ReportName>(
  connection: Connection,
  report: R,
  params: Reports[R]['params'],
  on: boolean,
): LiveStatus {
  const asked = JSON.stringify(params)
  const [refused, setRefused] = useState(false)
  useEffect(() => {
    if (!on) return
    setRefused(false)
    const same = JSON.parse(asked) as Reports[R]['params']
    const queryKey = reportKey(connection, report, same)
    return connection.live.subscribe(
      report,
      same,
      (answer) => {
        setRefused(false)
        connection.queryClient.setQueryData(queryKey, answer)
      },
      (error) => setRefused(!error.temporary),
    )
  }, [connection, report, asked, on])
  const status = useSyncExternalStore(
    on ? connection.live.onStatus : NOT_LIVE,
    () => (on ? connection.live.status() : 'off'),
    () => 'off' as const,
  )
  return refused ? 'off' : status
}
