import type { DensityGrid } from '../paint/densityGrid.js'
import { type Cells, sumAround } from './cells.js'
import type { CellGrid } from './pageDensity.js'

/** A place where much happened: page coordinates and the sum of what lies within the radius. */
export interface HotSpot {
  x: number
  y: number
  amount: number
}

/** The hottest places of a page, hottest first, none within two radii of a hotter one. Lengths in the same px as the result. */
export function hotSpots(
  page: DensityGrid | null,
  cells: Cells,
  { columnWidth, rowHeight }: CellGrid,
  radius: number,
  limit = 10,
): HotSpot[] {
  if (!page) return []
  const { data, width, height, cell, left, top } = page
  const peaks: { x: number; y: number; heat: number }[] = []
  for (let row = 1; row < height - 1; row++) {
    for (let column = 1; column < width - 1; column++) {
      const at = row * width + column
      const heat = data[at]!
      if (heat > 0 && isPeak(data, at, width)) {
        peaks.push({ x: (column + 0.5 - left) * cell, y: (row + 0.5 - top) * cell, heat })
      }
    }
  }
  peaks.sort((a, b) => b.heat - a.heat)
  const spots: HotSpot[] = []
  for (const { x, y } of peaks) {
    if (spots.length === limit) break
    if (spots.some((spot) => (spot.x - x) ** 2 + (spot.y - y) ** 2 < (2 * radius) ** 2)) continue
    const amount = sumAround(cells, columnWidth, rowHeight, x, y, radius)
    if (amount > 0) spots.push({ x, y, amount })
  }
  return spots
}

function isPeak(data: Float32Array, at: number, width: number): boolean {
  const heat = data[at]!
  for (const step of [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]) {
    if (data[at + step]! > heat) return false
  }
  return true
}
