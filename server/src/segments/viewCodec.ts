import { GRID } from '@mouse-tracking/contract'
import type { ColumnReader } from './ColumnReader.js'
import type { ColumnWriter } from './ColumnWriter.js'
import { RowPredictor } from './RowPredictor.js'
import { StringTable } from './StringTable.js'
import { KIND, type Segment, type SessionColumns, type TimelineColumns, type ViewColumns } from './segment.js'
import type { ViewPlaces } from './timelineCodec.js'

// What the timeline does not tell of the views. Most of it can be guessed from what was read before, and is kept as the
// difference from the guess, which is mostly 0.

export function writeViews(writer: ColumnWriter, { sessions, timeline, views }: Segment): void {
  const sizes = new StringTable()
  const viewport = new Uint32Array(views.count)
  const rows = new Uint32Array(views.count)
  const reach = new Uint16Array(views.count)
  const unseen = new Float64Array(views.count)
  const predictor = new RowPredictor()
  let sizeBefore = 0
  for (let v = 0; v < views.count; v++) {
    const width = views.width[v]!
    const height = views.height[v]!
    const size = sizes.indexOf(`[${width},${height}]`) + 1
    viewport[v] = size === sizeBefore ? 0 : size
    sizeBefore = size
    rows[v] = predictor.encode(views.page[v]!, width, views.rows[v]!)
    reach[v] = views.reach[v]! - firstScreen(height)
    // A view that told of no rest at all says nothing of its stay.
    const visible = views.visibleMs[v]!
    unseen[v] = visible === 0 ? 0 : 1 + zigzag(stayOf(sessions, views, v) - visible)
  }
  const clicks = views.clicks.slice()
  for (let e = 0; e < timeline.count; e++) if (timeline.kind[e] === KIND.click) clicks[timeline.view[e]!]!--
  writer.text(`[${sizes.strings.join()}]`)
  writer.column('viewport', viewport)
  writer.column('rows', rows)
  writer.column('reach', reach)
  writer.column('unseen', unseen)
  writer.column('clicks', clicks)
  writer.column('rage', views.rage)
  writer.column('dead', views.dead)
  writer.column('errors', views.errors)
}

export function readViews(
  reader: ColumnReader,
  sessions: Pick<SessionColumns, 'firstView' | 'end'>,
  timeline: TimelineColumns,
  places: ViewPlaces,
): ViewColumns {
  const sizes = JSON.parse(reader.text()) as [width: number, height: number][]
  const widths = Uint32Array.from(sizes, ([width]) => width)
  const heights = Uint32Array.from(sizes, ([, height]) => height)
  const screens = heights.map(firstScreen)
  const viewport = reader.ints()
  const rowCodes = reader.ints()
  const reach = reader.shorts()
  const unseen = reader.floats()
  const clicks = reader.ints()
  const width = new Uint32Array(places.count)
  const height = new Uint32Array(places.count)
  const rows = new Uint16Array(places.count)
  const visibleMs = new Float64Array(places.count)
  const predictor = new RowPredictor()
  let size = 0
  for (let v = 0; v < places.count; v++) {
    if (viewport[v] !== 0) size = viewport[v]! - 1
    width[v] = widths[size]!
    height[v] = heights[size]!
    rows[v] = predictor.decode(places.page[v]!, width[v]!, rowCodes[v]!)
    reach[v]! += screens[size]!
    visibleMs[v] = unseen[v] === 0 ? 0 : stayOf(sessions, places, v) - unzigzag(unseen[v]! - 1)
  }
  for (let e = 0; e < timeline.count; e++) if (timeline.kind[e] === KIND.click) clicks[timeline.view[e]!]!++
  return {
    ...places,
    width,
    height,
    rows,
    reach,
    visibleMs,
    clicks,
    rage: reader.ints(),
    dead: reader.ints(),
    errors: reader.ints(),
  }
}

/** For how long (ms) the view was its session's latest, most of which time it was visible. */
function stayOf(
  sessions: Pick<SessionColumns, 'firstView' | 'end'>,
  views: ViewPlaces,
  view: number,
): number {
  const session = views.session[view]!
  const isLast = view + 1 === sessions.firstView[session + 1]
  return (isLast ? sessions.end[session]! : views.start[view + 1]!) - views.start[view]!
}

/** The lowest row of a viewport at the top of the page, which every view reaches. */
function firstScreen(height: number): number {
  return Math.min(Math.max(Math.ceil(height / GRID.rowHeight) - 1, 0), GRID.rows - 1)
}

/** 0, -1, 1, -2, … as 0, 1, 2, 3, … */
function zigzag(value: number): number {
  return value >= 0 ? value * 2 : -value * 2 - 1
}

function unzigzag(code: number): number {
  const half = Math.floor(code / 2)
  return half * 2 === code ? half : -half - 1
}
