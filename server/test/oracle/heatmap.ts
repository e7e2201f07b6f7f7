import type { HeatmapElement, HeatmapLayer, MoveEvent } from '@mouse-tracking/contract'
import { groupBy } from './groupBy.js'
import { ratio, seconds, sum } from './numbers.js'
import { type Filter, isIn, wholeDays } from './ranges.js'
import { compareText, type RecordedEvent, type RecordedView } from './recorded.js'

export interface HeatmapParams extends Filter {
  page: string
  layer: HeatmapLayer
  minWidth?: number
  maxWidth?: number
}

/**
 * Section 4.1. Where a clock jumps by more than a minute in the middle of a view, its batches correct its start
 * differently. The view is then of the earliest day, and an event of the day that its own batch tells.
 */
export function heatmap(all: readonly RecordedView[], params: HeatmapParams) {
  const { page, layer, device, minWidth, maxWidth, ...days } = wholeDays(params)
  const ofPage = all.filter((view) => {
    const width = widthClass(view.viewport[0])
    return (
      view.page === page &&
      (device === undefined || view.device === device) &&
      (minWidth === undefined || width >= widthClass(minWidth)) &&
      (maxWidth === undefined || width <= maxWidth)
    )
  })
  const views = ofPage.filter(({ startedAt }) => isIn(startedAt, days))
  const events = ofPage.flatMap((view) =>
    view.events.filter(({ viewStartedAt }) => isIn(viewStartedAt, days)),
  )
  const rows = rowsOf(Math.max(0, ...views.map(({ height }) => height)))
  const base = { page, layer, views: views.length, columns: 200, rowHeight: 10, rows }
  if (layer === 'scroll') return { ...base, ...scroll(views, events, rows) }

  const cells = new Map<string, [col: number, row: number, value: number]>()
  for (const [col, row, value] of events.flatMap((event) => weights(event, layer))) {
    const cell = cells.get(`${col} ${row}`) ?? [col, row, 0]
    cell[2] += value
    cells.set(`${col} ${row}`, cell)
  }
  const points = [...cells.values()]
    .filter(([, , value]) => value > 0)
    .sort((a, b) => a[1] - b[1] || a[0] - b[0])
  const scale = layer === 'move' ? 1_000 : 1
  return {
    ...base,
    max: Math.max(0, ...points.map(([, , value]) => value)) / scale,
    total: sum(points.map(([, , value]) => value)) / scale,
    points: points.map(([col, row, value]) => [col, row, value / scale]),
    ...(layer === 'click' && { elements: elements(events) }),
  }
}

const widthClass = (width: number) => Math.floor(width / 64) * 64

/** Rows of a document of this height. */
export const rowsOf = (height: number) => Math.min(10_000, Math.ceil(height / 10))

/** What an event adds to which cells: ms for `move`, else a count. */
function weights({ event, viewport }: RecordedEvent, layer: HeatmapLayer): [number, number, number][] {
  if (event.type !== layer) return []
  const cell = (x: number, y: number): [number, number] => [
    Math.min(199, Math.max(0, Math.floor((x / viewport[0]) * 200))),
    Math.min(9_999, Math.max(0, Math.floor(y / 10))),
  ]
  if (event.type === 'move') {
    const track = trackOf(event)
    return track
      .slice(0, -1)
      .map(({ t, x, y }, i) => [...cell(x, y), Math.min(1_000, track[i + 1]!.t - t)] as const)
      .map(([col, row, ms]) => [col, row, ms])
  }
  return 'x' in event ? [[...cell(event.x, event.y), 1]] : []
}

/** The points of a run, each absolute. */
function trackOf({ points }: MoveEvent): { t: number; x: number; y: number }[] {
  const track: { t: number; x: number; y: number }[] = []
  for (let i = 0; i < points.length; i += 3) {
    const before = track.at(-1) ?? { t: 0, x: 0, y: 0 }
    track.push({ t: before.t + points[i]!, x: before.x + points[i + 1]!, y: before.y + points[i + 2]! })
  }
  return track
}

function elements(events: readonly RecordedEvent[]): HeatmapElement[] {
  const hits = events
    .map(({ event }) => event)
    .filter(({ type }) => ['click', 'rage', 'dead'].includes(type)) as Extract<
    RecordedEvent['event'],
    { selector: string }
  >[]
  const allClicks = hits.filter(({ type }) => type === 'click').length
  return [...groupBy(hits, ({ selector }) => selector)]
    .map(([selector, own]) => {
      const count = (type: string) => own.filter((event) => event.type === type).length
      const offsets = own.flatMap(({ type, offset }) => (type === 'click' && offset ? [offset] : []))
      // In whole billionths, so that what lies in the middle between two answers is found there.
      const mean = (axis: 0 | 1) =>
        Math.round(sum(offsets.map((offset) => Math.round(offset[axis] * 1e9))) / offsets.length / 1e5) / 1e4
      return {
        selector,
        clicks: count('click'),
        share: ratio(count('click'), allClicks),
        rage: count('rage'),
        dead: count('dead'),
        offset: offsets.length === 0 ? null : ([mean(0), mean(1)] as [number, number]),
      }
    })
    .sort((a, b) => b.clicks - a.clicks || compareText(a.selector, b.selector))
    .slice(0, 200)
}

function scroll(views: readonly RecordedView[], events: readonly RecordedEvent[], rows: number) {
  const clip = (row: number) => Math.min(rows - 1, Math.max(0, row))
  const reach = new Array<number>(rows).fill(0)
  const attention = new Array<number>(rows).fill(0)
  if (rows > 0) {
    for (const view of views) for (let row = 0; row <= clip(furthestRow(view)); row++) reach[row]!++
    for (const { event, viewport } of events) {
      if (event.type !== 'scroll') continue
      const last = clip(Math.floor((event.top + viewport[1] - 1) / 10))
      for (let row = clip(Math.floor(event.top / 10)); row <= last; row++) attention[row]! += event.ms
    }
  }
  return {
    max: seconds(Math.max(0, ...attention)),
    total: seconds(visibleMs({ events })),
    averageFold:
      views.length === 0
        ? null
        : Math.round((sum(views.map((view) => view.viewport[1])) * 1_000) / views.length) / 1_000,
    bands: reach.map((count, row) => [row, count, seconds(attention[row]!)]),
  }
}

/** The furthest row that was on screen, not clipped to the page. */
export function furthestRow({ viewport, events }: RecordedView): number {
  const bottoms = events.flatMap(({ event, viewport: [, height] }) =>
    event.type === 'scroll' ? [event.top + height] : [],
  )
  return Math.max(...[viewport[1], ...bottoms].map((bottom) => Math.floor((bottom - 1) / 10)))
}

/** The sum of the rests, ms: the visible time of a view. */
export const visibleMs = ({ events }: { events: readonly RecordedEvent[] }) =>
  sum(events.map(({ event }) => (event.type === 'scroll' ? event.ms : 0)))
