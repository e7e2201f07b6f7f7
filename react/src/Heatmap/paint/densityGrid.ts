import { blur, blurPeak, boxRadii } from './boxBlur.js'
import type { HeatPainting } from './HeatPainter.js'

/** Heat on a grid that is coarser than the pixels: heat is smooth, so nothing is lost. */
export interface DensityGrid {
  data: Float32Array<ArrayBuffer>
  width: number
  height: number
  /** Device px of a grid cell. */
  cell: number
  /** Grid cells around the window, where heat that reaches into it comes from. */
  margin: number
}

/** The deviation of a Gaussian that holds as much as heatmap.js's point: full within 15 % of the radius, then falling to nothing. */
const SIGMA = 0.442
/** Deviation in grid cells: enough for the blur to be round. */
const CELLS_A_SIGMA = 2.5

export type DensityWindow = Omit<HeatPainting, 'colors'>

/** The heat of a window of the page, `cell` device px apart. */
export function densityGrid(window: DensityWindow, cell = cellSize(window.radius)): DensityGrid {
  const { cells, columnWidth, rowHeight, gain } = window
  const radii = boxRadii((SIGMA * window.radius) / cell)
  const margin = radii[0] + radii[1] + radii[2] + 1
  const width = Math.ceil(window.width / cell) + 2 * margin
  const height = Math.ceil(window.height / cell) + 2 * margin
  const data = new Float32Array(width * height)

  // A point that heats its own place by 1.
  const unit = gain / blurPeak(radii) ** 2
  const shift = margin - 0.5
  for (let i = window.first; i < window.end; i++) {
    const x = ((cells.columns[i]! + 0.5) * columnWidth) / cell + shift
    const y = ((cells.rows[i]! + 0.5) * rowHeight - window.top) / cell + shift
    const left = Math.floor(x)
    const top = Math.floor(y)
    if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) continue
    const heat = cells.values[i]! * unit
    const right = x - left
    const below = y - top
    const at = top * width + left
    data[at]! += heat * (1 - right) * (1 - below)
    data[at + 1]! += heat * right * (1 - below)
    data[at + width]! += heat * (1 - right) * below
    data[at + width + 1]! += heat * right * below
  }
  blur(data, width, height, radii)
  return { data, width, height, cell, margin }
}

export function cellSize(radius: number): number {
  return Math.max(1, (SIGMA * radius) / CELLS_A_SIGMA)
}
