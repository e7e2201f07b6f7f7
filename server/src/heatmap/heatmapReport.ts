import {
  GRID,
  type HeatmapElement,
  type HeatmapReport,
  type PointHeatmap,
  type PointLayer,
  type ReportMeta,
  type ReportRange,
  type ScrollHeatmap,
} from '@mouse-tracking/contract'
import { ratio, seconds } from '../reports/round.js'
import { restCell } from './binBatch.js'
import { type ElementCounts, OFFSET_UNIT } from './grid.js'

const MOST_ELEMENTS = 200

/** What the page views in the filter say. */
export interface ViewStats {
  views: number
  /** Rows of the tallest page. */
  rows: number
  /** How many views' furthest row was this one. */
  reach: ReadonlyMap<number, number>
  /** Sum of the heights of their viewports, CSS px. */
  heights: number
}

type Body<R extends HeatmapReport> = Omit<R, keyof ReportMeta | keyof ReportRange | 'page'>

/** What a heatmap of points says of the page and its views. */
export function pointFrame<L extends PointLayer>(layer: L, stats: ViewStats) {
  return { layer, ...frameOf(stats) }
}

/** What the points of a heatmap come to. */
export type PointSums = Pick<PointHeatmap, 'max' | 'total' | 'elements'>

/**
 * What the merged cells of one layer come to.
 * @param cells what is counted in each, by cell; 0 where nothing is
 * @param elements told for clicks
 */
export function pointSums(
  layer: PointLayer,
  cells: Float64Array,
  elements: ReadonlyMap<string, ElementCounts>,
): PointSums {
  const value = pointValue(layer)
  let max = 0
  let total = 0
  for (let cell = 0; cell < cells.length; cell++) {
    const count = cells[cell]!
    if (count > max) max = count
    total += count
  }
  return {
    max: value(max),
    total: value(total),
    ...(layer === 'click' && { elements: elementRows(elements) }),
  }
}

/** The points of a heatmap, in the order of its cells. `pointsJson` writes them for less. */
export function pointsOf(layer: PointLayer, cells: Float64Array): PointHeatmap['points'] {
  const value = pointValue(layer)
  const points: PointHeatmap['points'] = []
  for (let cell = 0; cell < cells.length; cell++) {
    const count = cells[cell]!
    if (count !== 0) points.push([cell % GRID.columns, Math.floor(cell / GRID.columns), value(count)])
  }
  return points
}

/** What a report tells of a cell: seconds on the move layer, which counts ms. */
export const pointValue = (layer: PointLayer) => (layer === 'move' ? seconds : (count: number) => count)

/** Reach and attention of every row, from the rests' first and last rows. */
export function scrollHeatmap(stats: ViewStats, rests: Float64Array): Body<ScrollHeatmap> {
  const { rows } = stats
  const onScreen = new Float64Array(rows + 1)
  let total = 0
  for (const [cell, ms] of rests.entries()) {
    const row = Math.min(Math.floor(cell / 2), rows - 1)
    const isFirst = cell === restCell(Math.floor(cell / 2), 'first')
    if (isFirst) total += ms
    if (rows === 0) continue
    if (isFirst) onScreen[row]! += ms
    else onScreen[row + 1]! -= ms
  }
  const furthest = new Float64Array(rows + 1)
  if (rows > 0) for (const [row, views] of stats.reach) furthest[Math.min(row, rows - 1)]! += views
  const bands: ScrollHeatmap['bands'] = []
  let ms = 0
  let max = 0
  let views = stats.views
  for (let row = 0; row < rows; row++) {
    ms += onScreen[row]!
    max = Math.max(max, ms)
    bands.push([row, views, seconds(ms)])
    views -= furthest[row]!
  }
  return {
    layer: 'scroll',
    ...frameOf(stats),
    max: seconds(max),
    total: seconds(total),
    bands,
    averageFold: averageFold(stats),
  }
}

function averageFold({ views, heights }: ViewStats): number | null {
  return views === 0 ? null : Math.round((heights * 1_000) / views) / 1_000
}

function frameOf({ views, rows }: ViewStats) {
  return { views, columns: GRID.columns, rowHeight: GRID.rowHeight, rows }
}

function elementRows(elements: ReadonlyMap<string, ElementCounts>): HeatmapElement[] {
  let all = 0
  for (const { clicks } of elements.values()) all += clicks
  return [...elements]
    .filter(([, { clicks, rage, dead }]) => clicks > 0 || rage > 0 || dead > 0)
    .sort(([a, x], [b, y]) => y.clicks - x.clicks || (a < b ? -1 : 1))
    .slice(0, MOST_ELEMENTS)
    .map(([selector, { clicks, rage, dead, offsets, offsetX, offsetY }]) => ({
      selector,
      clicks,
      share: ratio(clicks, all),
      rage,
      dead,
      offset: offsets > 0 ? [mean(offsetX, offsets), mean(offsetY, offsets)] : null,
    }))
}

/** Rounded to 4 decimals, from whole units, so that a half is one. */
const mean = (sum: number, count: number) => Math.round(sum / count / (OFFSET_UNIT / 10_000)) / 10_000
