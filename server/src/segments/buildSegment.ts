import type { FormAction } from '@mouse-tracking/contract'
import { canonicalJson } from '../sessions/canonicalJson.js'
import { deviceOf } from '../sessions/deviceOf.js'
import { mergePieces } from '../sessions/mergePieces.js'
import type { KeyEvent, SessionPiece, ViewRow } from '../sessions/session.js'
import { journeysOf } from './journeysOf.js'
import { StringTable } from './StringTable.js'
import { DEVICES, KIND, type Segment, type TimelineColumns, type ViewColumns } from './segment.js'

/**
 * Lays sessions out as columns. Pieces of the same session are merged first; sessions without a view are refused,
 * for every event belongs to one.
 * @throws Error for a session without views, or an event of a view that the session does not hold
 */
export function buildSegment(pieces: Iterable<SessionPiece>): Segment {
  return segmentOf(mergePieces(pieces))
}

/** As `buildSegment`, for what `mergePieces` has returned. */
export function segmentOf(merged: readonly SessionPiece[]): Segment {
  let viewCount = 0
  let eventCount = 0
  for (const { views, events } of merged) {
    viewCount += views.length
    eventCount += events.length
  }
  const tables = {
    pages: new StringTable(),
    selectors: new StringTable(),
    forms: new StringTable(),
    fields: new StringTable(''),
    names: new StringTable(),
    props: new StringTable(''),
    hosts: new StringTable(),
  }
  const sessions = sessionColumns(merged.length)
  const views = viewColumns(viewCount)
  const timeline = timelineColumns(viewCount + eventCount)

  let nextView = 0
  let nextEntry = 0
  merged.forEach((piece, row) => {
    const first = piece.views[0]
    if (first === undefined) throw new Error(`Session ${piece.session} has no page view`)
    sessions.visitor[row] = piece.visitor
    sessions.session[row] = piece.session
    sessions.start[row] = first.start
    sessions.device[row] = DEVICES.indexOf(deviceOf(first.width))
    sessions.entry[row] = tables.pages.indexOf(first.page)
    sessions.referrer[row] = tables.hosts.indexOf(first.referrer)
    sessions.firstView[row] = nextView
    sessions.firstEvent[row] = nextEntry

    const viewIndex = new Map<number, number>()
    let end = first.end
    for (const view of piece.views) {
      viewIndex.set(view.key, nextView)
      putView(views, nextView++, row, view, tables.pages)
      if (view.end > end) end = view.end
    }
    sessions.end[row] = end

    let v = sessions.firstView[row]!
    const putViewsUpTo = (at: number) => {
      for (; v < nextView && views.start[v]! <= at; v++) {
        putEntry(timeline, nextEntry++, views.start[v]!, KIND.view, views.page[v]!, 0, v)
      }
    }
    for (const event of piece.events) {
      const view = viewIndex.get(event.view)
      if (view === undefined) throw new Error(`Session ${piece.session} has an event of an unknown view`)
      putViewsUpTo(event.at)
      const { kind, what, detail } = coded(event, tables)
      putEntry(timeline, nextEntry++, event.at, kind, what, detail, view)
    }
    putViewsUpTo(Number.POSITIVE_INFINITY)
  })
  sessions.firstView[merged.length] = nextView
  sessions.firstEvent[merged.length] = nextEntry

  const dictionaries = {
    pages: tables.pages.strings,
    selectors: tables.selectors.strings,
    forms: tables.forms.strings,
    fields: tables.fields.strings,
    names: tables.names.strings,
    props: tables.props.strings,
    hosts: tables.hosts.strings,
  }
  return { dictionaries, sessions, journeys: journeysOf(dictionaries, sessions, timeline), timeline, views }
}

function sessionColumns(count: number) {
  return {
    count,
    visitor: new Float64Array(count),
    session: new Float64Array(count),
    start: new Float64Array(count),
    end: new Float64Array(count),
    device: new Uint8Array(count),
    entry: new Uint32Array(count),
    referrer: new Uint32Array(count),
    firstEvent: new Uint32Array(count + 1),
    firstView: new Uint32Array(count + 1),
  }
}

function viewColumns(count: number): ViewColumns {
  return {
    count,
    session: new Uint32Array(count),
    page: new Uint32Array(count),
    start: new Float64Array(count),
    width: new Uint32Array(count),
    height: new Uint32Array(count),
    rows: new Uint16Array(count),
    reach: new Uint16Array(count),
    visibleMs: new Float64Array(count),
    clicks: new Uint32Array(count),
    rage: new Uint32Array(count),
    dead: new Uint32Array(count),
    errors: new Uint32Array(count),
  }
}

function timelineColumns(count: number): TimelineColumns {
  return {
    count,
    at: new Float64Array(count),
    kind: new Uint8Array(count),
    what: new Uint32Array(count),
    detail: new Uint32Array(count),
    view: new Uint32Array(count),
  }
}

function putView(
  columns: ViewColumns,
  index: number,
  session: number,
  view: ViewRow,
  pages: StringTable,
): void {
  columns.session[index] = session
  columns.page[index] = pages.indexOf(view.page)
  columns.start[index] = view.start
  columns.width[index] = view.width
  columns.height[index] = view.height
  columns.rows[index] = view.rows
  columns.reach[index] = view.reach
  columns.visibleMs[index] = view.visibleMs
  columns.clicks[index] = view.clicks
  columns.rage[index] = view.rage
  columns.dead[index] = view.dead
  columns.errors[index] = view.errors
}

function putEntry(
  columns: TimelineColumns,
  index: number,
  at: number,
  kind: number,
  what: number,
  detail: number,
  view: number,
): void {
  columns.at[index] = at
  columns.kind[index] = kind
  columns.what[index] = what
  columns.detail[index] = detail
  columns.view[index] = view
}

const FORM_KIND: Readonly<Record<FormAction, number>> = {
  focus: KIND.focus,
  blur: KIND.blur,
  change: KIND.change,
  submit: KIND.submit,
  abandon: KIND.abandon,
}

type Tables = Record<'selectors' | 'forms' | 'fields' | 'names' | 'props', StringTable>

function coded(event: KeyEvent, tables: Tables): { kind: number; what: number; detail: number } {
  switch (event.kind) {
    case 'click':
      return { kind: KIND.click, what: tables.selectors.indexOf(event.selector), detail: 0 }
    case 'form': {
      const detail = tables.fields.indexOf(event.field)
      return { kind: FORM_KIND[event.action], what: tables.forms.indexOf(event.form), detail }
    }
    case 'custom': {
      const props = event.props === null ? '' : canonicalJson(event.props)
      return {
        kind: KIND.custom,
        what: tables.names.indexOf(event.name),
        detail: tables.props.indexOf(props),
      }
    }
  }
}
