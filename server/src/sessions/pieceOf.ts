import { type Batch, GRID, type TrackedEvent, type View } from '@mouse-tracking/contract'
import { inOrder, spanOf } from '../ingest/eventTime.js'
import { addMs, instant } from './boundedTime.js'
import { digest } from './digest.js'
import { referrerHost } from './referrerHost.js'
import { DIRECT, type KeyEvent, type SessionPiece, type ViewRow } from './session.js'

/** What the server knows of a batch besides its body. */
export interface BatchContext {
  /** Correction of the client's clock, ms; added to every client time. */
  skewMs: number
  /** The page of each of the batch's views. */
  pages: readonly string[]
}

/** What a (valid) batch tells of its session. */
export function pieceOf(batch: Batch, { skewMs, pages }: BatchContext): SessionPiece {
  if (pages.length !== batch.views.length) {
    throw new Error(`Batch ${batch.id} has ${batch.views.length} views but ${pages.length} pages`)
  }
  const piece: SessionPiece = {
    visitor: digest(batch.visitor),
    session: digest(batch.visitor, batch.session),
    views: [],
    events: [],
  }
  batch.views.forEach((view, index) => {
    const row = viewRow(view, pages[index]!, skewMs)
    piece.views.push(row)
    for (const event of view.events) {
      const key = keyEvent(event, row.key, (t) => instant(view.startedAt, t, skewMs))
      if (key !== null) piece.events.push(key)
    }
  })
  return piece
}

function viewRow(view: View, page: string, skewMs: number): ViewRow {
  const [width, height] = view.viewport
  const events = inOrder(view.events)
  const start = instant(view.startedAt, 0, skewMs)
  const first = events[0]
  const tellsReferrer = view.referrer !== undefined && view.referrer !== ''
  const row: ViewRow = {
    key: digest(view.id, view.url, String(view.startedAt), `${width}x${height}`),
    id: view.id,
    page,
    start,
    width,
    height,
    rows: gridRows(view.page[1]),
    reach: lowestRow(0, height),
    visibleMs: 0,
    end: start,
    clicks: 0,
    rage: 0,
    dead: 0,
    errors: 0,
    referrer: tellsReferrer ? referrerHost(view.referrer!, view.url) : DIRECT,
    referrerAt: tellsReferrer
      ? instant(view.startedAt, first === undefined ? 0 : spanOf(first)[0], skewMs)
      : Number.POSITIVE_INFINITY,
  }
  let viewportHeight = height
  for (const event of events) {
    row.end = Math.max(row.end, instant(view.startedAt, spanOf(event)[1], skewMs))
    switch (event.type) {
      case 'click':
        row.clicks++
        break
      case 'rage':
        row.rage++
        break
      case 'dead':
        row.dead++
        break
      case 'error':
        row.errors++
        break
      case 'resize':
        viewportHeight = event.viewport[1]
        row.rows = Math.max(row.rows, gridRows(event.page[1]))
        break
      case 'scroll':
        row.visibleMs = addMs(row.visibleMs, event.ms)
        row.reach = Math.max(row.reach, lowestRow(event.top, viewportHeight))
    }
  }
  return row
}

function keyEvent(event: TrackedEvent, view: number, at: (t: number) => number): KeyEvent | null {
  switch (event.type) {
    case 'click':
      return { kind: 'click', at: at(event.t), view, selector: event.selector }
    case 'form': {
      const { action, form, field = '' } = event
      return { kind: 'form', at: at(event.t), view, action, form, field }
    }
    case 'custom':
      return { kind: 'custom', at: at(event.t), view, name: event.name, props: event.props ?? null }
    default:
      return null
  }
}

function gridRows(pageHeight: number): number {
  return Math.min(GRID.rows, Math.ceil(pageHeight / GRID.rowHeight))
}

/** The lowest grid row that a viewport shows. */
function lowestRow(top: number, height: number): number {
  const row = Math.floor((top + height - 1) / GRID.rowHeight)
  return Math.min(Math.max(row, 0), GRID.rows - 1)
}
