import { type DensityGrid, densityGrid } from '../paint/densityGrid.js'
import type { Cells } from './cells.js'

/** Where the cells of a page lie; lengths in px. */
export interface CellGrid {
  rows: number
  width: number
  columnWidth: number
  rowHeight: number
}

/** Fine enough for a peak to keep its height and its place. */
const CELLS_A_RADIUS = 3

/** The heat of a whole page, before any gain; null when there is none. */
export function pageDensity(cells: Cells, grid: CellGrid, radius: number): DensityGrid | null {
  if (cells.length === 0) return null
  const { rows, width, columnWidth, rowHeight } = grid
  const window = { width, height: rows * rowHeight, columnWidth, rowHeight, top: 0 }
  return densityGrid(
    { ...window, cells, first: 0, end: cells.length, radius, gain: 1 },
    radius / CELLS_A_RADIUS,
  )
}
