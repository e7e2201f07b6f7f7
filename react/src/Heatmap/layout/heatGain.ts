import { densityGrid } from '../paint/densityGrid.js'
import { HOTTEST_HEAT } from '../paint/heatScale.js'
import type { Cells } from './cells.js'

/** The gain with which the hottest place of the whole page comes out hot, however many cells overlap there. Lengths in px. */
export function heatGain(
  cells: Cells,
  rows: number,
  columnWidth: number,
  width: number,
  rowHeight: number,
  radius: number,
): number {
  if (cells.length === 0) return 0
  const grid = densityGrid(
    {
      width,
      height: rows * rowHeight,
      cells,
      first: 0,
      end: cells.length,
      columnWidth,
      rowHeight,
      top: 0,
      radius,
      gain: 1,
    },
    radius / 3,
  )
  let hottest = 0
  for (const heat of grid.data) if (heat > hottest) hottest = heat
  return hottest > 0 ? HOTTEST_HEAT / hottest : 0
}
