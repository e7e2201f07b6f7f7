import type { FormAction, PropValue } from '@mouse-tracking/contract'
import { buildSegment } from '../segments/buildSegment.js'
import type { SegmentView } from '../segments/segment.js'
import { digest } from '../sessions/digest.js'
import { DIRECT, type KeyEvent, type SessionPiece } from '../sessions/session.js'

/** What happened at a time (epoch ms), as a funnel step would name it. */
export type Happening = { at: number } & (
  | { page: string }
  | { click: string }
  | { form: string; action: FormAction }
  | { event: string; props?: Record<string, PropValue> }
)

/** A session for a spec, told by what happened in it. */
export interface SessionFixture {
  visitor: string
  session: string
  /** Viewport width of its views. */
  width?: number
  referrer?: string
  /** In order of time, the first a page view. */
  events: readonly Happening[]
}

/** What the server would hold of the session. */
export function pieceFrom({
  visitor,
  session,
  width = 1440,
  referrer = DIRECT,
  events,
}: SessionFixture): SessionPiece {
  const piece: SessionPiece = {
    visitor: digest(visitor),
    session: digest(visitor, session),
    views: [],
    events: [],
  }
  for (const event of events) {
    if ('page' in event) piece.views.push(viewOf(event.page, event.at, piece.views.length, width, referrer))
    else {
      const view = piece.views.at(-1)
      if (view === undefined) throw new Error(`Session ${session} does not begin with a page view`)
      view.end = event.at
      piece.events.push(keyEventOf(event, view.key))
    }
  }
  return piece
}

/** The sessions in one segment. */
export function segmentFrom(sessions: readonly SessionFixture[]): SegmentView {
  return { segment: buildSegment(sessions.map(pieceFrom)), masked: null }
}

function viewOf(page: string, start: number, index: number, width: number, referrer: string) {
  const id = `p-${String(index).padStart(5, '0')}`
  const counts = { clicks: 0, rage: 0, dead: 0, errors: 0 }
  const size = { width, height: 900, rows: 90, reach: 89 }
  return {
    key: digest(id),
    id,
    page,
    start,
    end: start,
    ...size,
    visibleMs: 0,
    ...counts,
    referrer,
    referrerAt: start,
  }
}

function keyEventOf(event: Exclude<Happening, { page: string }>, view: number): KeyEvent {
  const { at } = event
  if ('click' in event) return { kind: 'click', at, view, selector: event.click }
  if ('form' in event) return { kind: 'form', at, view, action: event.action, form: event.form, field: '' }
  return { kind: 'custom', at, view, name: event.event, props: event.props ?? null }
}
