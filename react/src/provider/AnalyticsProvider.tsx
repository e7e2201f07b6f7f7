import { QueryClient, QueryClientContext } from '@tanstack/react-query'
import { useContext, useEffect, useMemo, useRef, useState } from 'react'
import { createLiveConnection } from '../data/liveConnection.js'
import { createReportClient } from '../data/reportClient.js'
import { createTokenSource, type GetToken } from '../data/tokenSource.js'
import { type Look, LookContext } from '../theme/LookContext.js'
import { ConnectionContext } from './ConnectionContext.js'
import { FilterProvider, type FilterProviderProps } from './FilterProvider.js'

export interface AnalyticsProviderProps extends FilterProviderProps, Look {
  /** Where the analytics server is, without `/api`: `https://analytics.example.com`, or `''` for the page's own origin. */
  baseUrl: string
  /** The site's id. */
  site: string
  /** Answers an embed token or admin key. Asked when one is first needed, again before a JWT expires, and when one is refused.
   * An admin key must never reach a browser that is not the operator's own. */
  getToken: GetToken
  /** The cache for reports. Default: that of the nearest `QueryClientProvider`, or else one of its own. */
  queryClient?: QueryClient
}

/** Connects the components below it to an analytics server, and gives them shared filters, a look and their words. */
export function AnalyticsProvider({
  baseUrl,
  site,
  getToken,
  queryClient,
  filters,
  defaultFilters,
  onFiltersChange,
  children,
  theme,
  strings,
  locale,
  states,
  nonce,
}: AnalyticsProviderProps) {
  const hostClient = useContext(QueryClientContext)
  const [ownClient] = useState(
    () => new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false } } }),
  )
  const cache = queryClient ?? hostClient ?? ownClient

  // A host writes `getToken` inline: a new function each render must not open a new connection.
  const latestGetToken = useRef(getToken)
  useEffect(() => {
    latestGetToken.current = getToken
  })

  const connection = useMemo(() => {
    const tokens = createTokenSource(() => latestGetToken.current())
    return {
      baseUrl,
      site,
      reports: createReportClient(baseUrl, site, tokens),
      live: createLiveConnection(() => liveUrl(baseUrl), site, tokens),
      queryClient: cache,
    }
  }, [baseUrl, site, cache])

  const look = useMemo(
    () => ({ theme, strings, locale, states, nonce }),
    [theme, strings, locale, states, nonce],
  )

  return (
    <ConnectionContext.Provider value={connection}>
      <LookContext.Provider value={look}>
        <FilterProvider filters={filters} defaultFilters={defaultFilters} onFiltersChange={onFiltersChange}>
          {children}
        </FilterProvider>
      </LookContext.Provider>
    </ConnectionContext.Provider>
  )
}

function liveUrl(baseUrl: string): string {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/ws/reports`, window.location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.href
}
