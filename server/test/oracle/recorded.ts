import type { Batch, Device, Size, TrackedEvent, View } from '@mouse-tracking/contract'
import { type PageRules, pageOf } from './pageOf.js'

/** A batch as the server stored it. */
export interface Received {
  batch: Batch
  /** Server clock, epoch ms. */
  receivedAt: number
}

export interface RecordedEvent {
  /** Event time, epoch ms. */
  at: number
  event: TrackedEvent
  /** The viewport that it happened in. */
  viewport: Size
  /** When its view started, by its own batch. */
  viewStartedAt: number
}

/** A page view, put together from all the batches that tell of it. */
export interface RecordedView {
  visitor: string
  session: string
  id: string
  url: string
  page: string
  /** Event time, epoch ms: the earliest of the batches, where their clocks differ. */
  startedAt: number
  /** The latest of the batches. */
  lastStartedAt: number
  viewport: Size
  /** Of the document, the tallest seen. */
  height: number
  /** Host of the first in time, `(direct)` for none. */
  referrer: string
  device: Device
  /** In order of the contract. */
  events: RecordedEvent[]
}

/** All page views that the batches tell of. */
export function recordedViews(received: readonly Received[], rules: PageRules): RecordedView[] {
  const views = new Map<string, { view: RecordedView; referredAt: number }>()
  for (const { batch, receivedAt } of received) {
    const skew = batch.sentAt === undefined ? 0 : receivedAt - batch.sentAt
    const correction = Math.abs(skew) > 60_000 ? skew : 0
    for (const part of batch.views) {
      const { id, url, viewport, referrer } = part
      const startedAt = part.startedAt + correction
      const key = JSON.stringify([batch.visitor, batch.session, id, url, part.startedAt, viewport])
      const entry = views.get(key) ?? {
        view: {
          visitor: batch.visitor,
          session: batch.session,
          id,
          url,
          page: pageOf(url, rules),
          startedAt,
          lastStartedAt: startedAt,
          viewport,
          height: 0,
          referrer: '(direct)',
          device: deviceOf(viewport[0]),
          events: [],
        },
        referredAt: Number.POSITIVE_INFINITY,
      }
      views.set(key, entry)
      const { view } = entry
      const events = eventsOf(part, correction)
      view.events.push(...events)
      view.startedAt = Math.min(view.startedAt, startedAt)
      view.lastStartedAt = Math.max(view.lastStartedAt, startedAt)
      view.height = Math.max(view.height, part.page[1])
      for (const { event } of events)
        if (event.type === 'resize') view.height = Math.max(view.height, event.page[1])
      if (referrer) {
        const host = referrerHost(referrer, url)
        const toldAt = events[0]?.at ?? startedAt
        if (toldAt < entry.referredAt || (toldAt === entry.referredAt && host < view.referrer)) {
          view.referrer = host
          entry.referredAt = toldAt
        }
      }
    }
  }
  const all = [...views.values()].map(({ view }) => view)
  for (const view of all) view.events.sort((a, b) => a.at - b.at || compareText(json(a), json(b)))
  return all
}

const json = ({ event }: RecordedEvent) => canonicalJson(event)

/** The events of a batch's view in order of their first `t`, stably sorted. */
function eventsOf(view: View, correction: number): RecordedEvent[] {
  let { viewport } = view
  return view.events
    .map((event, index) => ({ t: event.type === 'move' ? event.points[0]! : event.t, index, event }))
    .sort((a, b) => a.t - b.t || a.index - b.index)
    .map(({ t, event }) => {
      if (event.type === 'resize') viewport = event.viewport
      const viewStartedAt = view.startedAt + correction
      return { at: viewStartedAt + t, event, viewport, viewStartedAt }
    })
}

/** `(direct)` when the page's own, or when there is none to be read. */
function referrerHost(referrer: string, url: string): string {
  const host = hostOf(referrer)
  return host === '' || host === hostOf(url) ? '(direct)' : host
}

function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return ''
  }
}

/** How long an event lasts, ms. */
export function lengthOf(event: TrackedEvent): number {
  if (event.type === 'scroll') return event.ms
  if (event.type !== 'move') return 0
  return event.points.filter((_, i) => i > 0 && i % 3 === 0).reduce((sum, dt) => sum + dt, 0)
}

export function deviceOf(width: number): Device {
  if (width >= 1_024) return 'desktop'
  return width >= 600 ? 'tablet' : 'mobile'
}

/** JSON without spaces, the keys of every object in order. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => compareText(a, b))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}

export const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
