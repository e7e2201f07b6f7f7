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
  /** URL parameters that are sent; all others are stripped. Default: `utm_*` (the five) and `ref`. */
  allowedParams?: string[]
  /** CSS selector of elements whose text is never sent. */
  mask?: string
  /** CSS selector of elements in which nothing is tracked. */
  ignore?: string
  /** CSS selector of password, card and similar fields that may be reported by name nevertheless. */
  allowFields?: string
  /** CSS selector of the one element that scrolls in the document's stead; default `[data-mt-scroll]`. */
  scroller?: string
  /** Sees each batch before it is kept and sent: returns it, changed or not, or null to drop it. */
  beforeSend?: (batch: Batch) => Batch | null
  /** Hears of everything that went wrong; default: a line on the console. */
  onError?: (error: Error) => void
}

/** Options with every default filled in. */
export type Settings = Required<Omit<Options, 'beforeSend'>> & Pick<Options, 'beforeSend'>

export const DEFAULTS: Settings = {
  apiUrl: '',
  site: '',
  wsUrl: '',
  transport: 'auto',
  trackMouseMove: true,
  trackMouseClick: true,
  trackScroll: true,
  trackForms: true,
  sampleRate: 1,
  sessionSampleRate: 1,
  respectPrivacySignals: true,
  requireConsent: false,
  hashRouting: false,
  allowedParams: ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'ref'],
  mask: '',
  ignore: '',
  allowFields: '',
  scroller: '[data-mt-scroll]',
  beforeSend: undefined,
  onError: (error) => console.warn('[mouse-tracking]', error.message),
}

/** Fills in the defaults, also for options that are given as `undefined`. */
export function settle(options: Options): Settings {
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return { ...DEFAULTS, ...Object.fromEntries(given) }
}

const ID = /^[\w.:-]{1,64}$/
const INGEST = /^http(.*)\/api\/tracking\/events$/

/** The settings with absolute URLs. Throws, saying what to change, where they cannot work. */
export function validate(settings: Settings): Settings {
  const { site, apiUrl, wsUrl, sampleRate, sessionSampleRate } = settings
  if (!ID.test(site))
    throw new Error(`site must be the id of a site (1 to 64 of A-Za-z0-9._:-), not "${site}"`)
  if (!apiUrl) throw new Error('apiUrl must be where the server takes events: https://…/api/tracking/events')
  for (const rate of [sampleRate, sessionSampleRate]) {
    if (!(rate >= 0 && rate <= 1)) throw new Error(`a sample rate goes from 0 to 1, ${rate} does not`)
  }
  const { href } = new URL(apiUrl, location.href)
  const derived = INGEST.test(href) ? href.replace(INGEST, 'ws$1/ws/tracking') : ''
  return { ...settings, apiUrl: href, wsUrl: wsUrl || derived }
}
