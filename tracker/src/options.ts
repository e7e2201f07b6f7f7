import type { Batch } from '@mouse-tracking/contract'

export interface Options {
  /** Where batches go: the server's `https://…/api/tracking/events`. */
  apiUrl: string
  /** The site's id. */
  site: string
  /** The server's WebSocket; by default derived from `apiUrl` (`wss://…/ws/tracking`). */
  wsUrl?: string
  /** `auto` (default) uses the WebSocket and falls back to HTTP. */
  transport?: 'auto' | 'websocket' | 'http'
  trackMouseMove?: boolean
  /** Clicks, and the rage, dead and error clicks among them. */
  trackMouseClick?: boolean
  trackScroll?: boolean
  trackForms?: boolean
  /** The share of mouse-move points that is kept, 0 to 1 (default). Dwell times stay right at any share. */
  sampleRate?: number
  /** The share of sessions that is tracked at all, 0 to 1 (default). */
  sessionSampleRate?: number
  /** Track nobody who sends Do Not Track or Global Privacy Control (default). */
  respectPrivacySignals?: boolean
  /** Wait for `optIn()` before anything is stored or sent; default false. */
  requireConsent?: boolean
  /** The route is in the URL's fragment (`#/pricing`): it is sent as the path. Default false. */
  hashRouting?: boolean
  /** URL parameters that are sent; all others are stripped. Default: `utm_source`, `utm_medium`, `utm_campaign` and `ref`. */
  allowedParams?: string[]
  /** CSS selector of elements whose text is never sent. */
  mask?: string
  /** CSS selector of elements in which nothing is tracked. */
  ignore?: string
  /** Sees each batch before it is kept and sent: returns it, changed or not, or null to drop it. */
  beforeSend?: (batch: Batch) => Batch | null
  /** Hears of everything that went wrong; default: a line on the console. */
  onError?: (error: Error) => void
}

/** Options with absolute URLs. */
export type Settings = Options & { wsUrl: string }

/** Makes the URLs absolute, and finds the one that was not given. */
export const settle = (options: Options): Settings => {
  const apiUrl = new URL(options.apiUrl, location.href).href
  const wsUrl = new URL('../../ws/tracking', apiUrl).href.replace(/^http/, 'ws')
  return { wsUrl, ...options, apiUrl }
}
