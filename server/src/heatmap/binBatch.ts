import { type Batch, type ClickFields, GRID, type MoveEvent, type View } from '@mouse-tracking/contract'
import { inOrder } from '../ingest/eventTime.js'
import { deviceOf } from '../sessions/deviceOf.js'
import type { BatchContext } from '../sessions/pieceOf.js'
import {
  addElement,
  addTo,
  type ElementCounts,
  type Grid,
  type GridKey,
  type GridSet,
  OFFSET_UNIT,
} from './grid.js'

const DAY = 86_400_000
const LAST_ROW = GRID.rows - 1

/**
 * Counts a batch into the heatmap's grids (API 4.1): seconds of the pointer as ms, clicks and their kin, scroll rests,
 * and clicks by element. Every batch stands for itself, so the order of batches changes nothing:
 *
 * - The viewport of an event is that of the last resize before it, all points of a move included: no event is needed to
 *   understand an earlier one.
 * - An event counts on the day on which its view started by this batch's clock. Other batches of the view tell of
 *   another day only where the client's clock was changed by more than a minute in between.
 */
export function binBatch(batch: Batch, { skewMs, pages }: BatchContext, grids: GridSet): void {
  for (const [index, view] of batch.views.entries())
    binView(view, pages[index]!, view.startedAt + skewMs, grids)
}

function binView(view: View, page: string, startedAt: number, grids: GridSet) {
  const [firstWidth] = view.viewport
  const key: Omit<GridKey, 'layer'> = {
    page,
    device: deviceOf(firstWidth),
    widthClass: widthClassOf(firstWidth),
    day: Math.floor(startedAt / DAY) * DAY,
  }
  // Most events of a view fall on the same few layers.
  const known = new Map<GridKey['layer'], Grid>()
  const layer = (layer: GridKey['layer']) => {
    let grid = known.get(layer)
    if (grid === undefined) {
      grid = grids.of({ ...key, layer })
      known.set(layer, grid)
    }
    return grid
  }
  let [width, height] = view.viewport
  for (const event of inOrder(view.events)) {
    switch (event.type) {
      case 'resize':
        ;[width, height] = event.viewport
        break
      case 'move':
        addDwell(layer('move').cells, event, width)
        break
      case 'scroll': {
        const { cells } = layer('rest')
        const [first, last] = rowsOnScreen(event.top, height)
        addTo(cells, restCell(first, 'first'), event.ms)
        addTo(cells, restCell(last, 'last'), event.ms)
        break
      }
      case 'click':
      case 'rage':
      case 'dead':
      case 'error':
        addTo(layer(event.type).cells, cellOf(event.x, event.y, width), 1)
        if (event.type !== 'error')
          addElement(layer('click').elements, event.selector, countsOf(event.type, event))
    }
  }
}

/** Each point weighs the time to the next one of its run, at most a second; the last one nothing. */
function addDwell(cells: Map<number, number>, { points }: MoveEvent, width: number) {
  let x = points[1]!
  let y = points[2]!
  for (let i = 3; i < points.length; i += 3) {
    const ms = Math.min(points[i]!, GRID.maxDwellMs)
    if (ms > 0) addTo(cells, cellOf(x, y, width), ms)
    x += points[i + 1]!
    y += points[i + 2]!
  }
}

function countsOf(kind: 'click' | 'rage' | 'dead', { offset }: ClickFields): Partial<ElementCounts> {
  if (kind !== 'click') return { [kind]: 1 }
  if (!offset) return { clicks: 1 }
  const [x, y] = offset
  return { clicks: 1, offsets: 1, offsetX: Math.round(x * OFFSET_UNIT), offsetY: Math.round(y * OFFSET_UNIT) }
}

/** The cell of a point: `row * 200 + column`. */
export function cellOf(x: number, y: number, width: number): number {
  const column = clip(Math.floor((x / width) * GRID.columns), GRID.columns - 1)
  return clip(Math.floor(y / GRID.rowHeight), LAST_ROW) * GRID.columns + column
}

/** The first and last row that a viewport of this height shows when it rests at `top`, clipped to the grid. */
export function rowsOnScreen(top: number, height: number): [first: number, last: number] {
  const row = (y: number) => clip(Math.floor(y / GRID.rowHeight), LAST_ROW)
  return [row(top), row(top + height - 1)]
}

/** Rests are kept by the rows that they began and ended at, so that a long rest costs two cells. */
export const restCell = (row: number, end: 'first' | 'last') => row * 2 + (end === 'first' ? 0 : 1)

export const widthClassOf = (width: number) => Math.floor(width / GRID.widthClass) * GRID.widthClass

const clip = (value: number, max: number) => Math.min(max, Math.max(0, value))
