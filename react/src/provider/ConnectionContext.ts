import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { LiveConnection } from '../data/liveConnection.js'
import type { ReportClient } from '../data/reportClient.js'

/** How a provider's components reach its server. */
export interface Connection {
  baseUrl: string
  site: string
  reports: ReportClient
  live: LiveConnection
  /** What reports are cached in: the host's own where it has one. */
  queryClient: QueryClient
}

export const ConnectionContext = createContext<Connection | undefined>(undefined)

/** The connection of the nearest `AnalyticsProvider`. Throws when there is none. */
export function useConnection(): Connection {
  const connection = useContext(ConnectionContext)
  if (!connection) {
    throw new Error(
      'No AnalyticsProvider above this component. Put one around it, or give the component its report as `data`.',
    )
  }
  return connection
}
