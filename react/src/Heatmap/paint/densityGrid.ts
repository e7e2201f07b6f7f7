import { blur, blurPeak, boxRadii } from './boxBlur.js'
import type { HeatPainting } from './HeatPainter.js'

/** Heat on a grid that is coarser than the pixels: heat is smooth, so nothing is lost. */
export interface DensityGrid {
  data: Float32Array<ArrayBuffer>
  width: number
  height: number
  /** Device px of a grid cell. */
  cell: number
  /** Where the window begins in the grid, in grid cells: around it is heat that reaches into it. */
  left: number
  top: number
}

/** The deviation, in radii, of the Gaussian that looks most like heatmap.js's point: full within 15 % of the radius, then
 * falling evenly to nothing. Found by comparing pictures. */
const SIGMA = 0.42
/** Deviation in grid cells: enough for the blur to be round. */
const CELLS_A_SIGMA = 2.5

export type DensityWindow = Omit<HeatPainting, 'colors'>

/** The heat of a window of the page, `cell` device px apart. */
export function densityGrid(window: DensityWindow, cell = cellSize(window.radius)): DensityGrid {
  const { cells, columnWidth, rowHeight, gain } = window
  const radii = boxRadii((SIGMA * window.radius) / cell)
  const margin = radii[0] + radii[1] + radii[2] + 1
  // The grid stands on the page, not on the window: windows that meet show the same at their seam.
  const top = margin + ((window.top / cell) % 1)
  const width = Math.ceil(window.width / cell) + 2 * margin
  const height = Math.ceil(window.height / cell) + 1 + 2 * margin
  const data = new Float32Array(width * height)

  // A point that heats its own place by 1.
  const unit = gain / blurPeak(radii) ** 2
  for (let i = window.first; i < window.end; i++) {
    const x = ((cells.columns[i]! + 0.5) * columnWidth) / cell + margin - 0.5
    const y = ((cells.rows[i]! + 0.5) * rowHeight - window.top) / cell + top - 0.5
    const column = Math.floor(x)
    const row = Math.floor(y)
    if (column < 0 || row < 0 || column + 1 >= width || row + 1 >= height) continue
    const heat = cells.values[i]! * unit
    const right = x - column
    const below = y - row
    const at = row * width + column
    data[at]! += heat * (1 - right) * (1 - below)
    data[at + 1]! += heat * right * (1 - below)
    data[at + width]! += heat * (1 - right) * below
    data[at + width + 1]! += heat * right * below
  }
  blur(data, width, height, radii)
  return { data, width, height, cell, left: margin, top }
}

export function cellSize(radius: number): number {
  return Math.max(1, (SIGMA * radius) / CELLS_A_SIGMA)
}
