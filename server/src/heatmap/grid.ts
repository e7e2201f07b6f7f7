import type { Device, PointLayer } from '@mouse-tracking/contract'

/** `rest` holds the scroll rests: see `restCell`. */
export type GridLayer = PointLayer | 'rest'

/** What one grid counts. A view belongs to one device, width class and UTC day. */
export interface GridKey {
  page: string
  layer: GridLayer
  device: Device
  /** The viewport's width at the view's start, rounded down to a multiple of 64 CSS px. */
  widthClass: number
  /** Start of the UTC day, epoch ms. */
  day: number
}

/** Sparse whole numbers: ms for `move` and `rest`, else counts; negative while data is taken out. */
export type Cells = Map<number, number>

/** What is counted of one element. Offsets are kept in billionths, so that sums are whole and exact. */
export interface ElementCounts {
  clicks: number
  rage: number
  dead: number
  /** Clicks that told where in the element they were. */
  offsets: number
  offsetX: number
  offsetY: number
}

export const OFFSET_UNIT = 1e9

export interface Grid extends GridKey {
  cells: Cells
  /** By selector; only on the `click` layer. */
  elements: Map<string, ElementCounts>
}

/** Grids by key, filled as batches are binned. */
export class GridSet {
  private readonly grids = new Map<string, Grid>()

  of(key: GridKey): Grid {
    const name = gridName(key)
    let grid = this.grids.get(name)
    if (!grid) {
      grid = { ...key, cells: new Map(), elements: new Map() }
      this.grids.set(name, grid)
    }
    return grid
  }

  [Symbol.iterator]() {
    return this.grids.values()
  }
}

export const gridName = ({ page, layer, device, widthClass, day }: GridKey) =>
  `${layer}/${device}/${widthClass}/${day}${page}`

export function addTo(cells: Cells, cell: number, value: number) {
  cells.set(cell, (cells.get(cell) ?? 0) + value)
}

export function addElement(
  elements: Map<string, ElementCounts>,
  selector: string,
  counts: Partial<ElementCounts>,
) {
  let element = elements.get(selector)
  if (!element) {
    element = { clicks: 0, rage: 0, dead: 0, offsets: 0, offsetX: 0, offsetY: 0 }
    elements.set(selector, element)
  }
  const { clicks = 0, rage = 0, dead = 0, offsets = 0, offsetX = 0, offsetY = 0 } = counts
  element.clicks += clicks
  element.rage += rage
  element.dead += dead
  element.offsets += offsets
  element.offsetX += offsetX
  element.offsetY += offsetY
}

/** Turns what a grid counts into what takes it out of another. */
export function negate({ cells, elements }: Pick<Grid, 'cells' | 'elements'>) {
  for (const [cell, value] of cells) cells.set(cell, -value)
  for (const counts of elements.values())
    for (const name of Object.keys(counts) as (keyof ElementCounts)[]) counts[name] = -counts[name]
}
