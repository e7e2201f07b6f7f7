import type { Cells } from './grid.js'

/** Cells as reports have them. */
export function denseCells(cells: Cells): Float64Array {
  const dense = new Float64Array(Math.max(0, ...cells.keys()) + 1)
  for (const [cell, value] of cells) dense[cell] = value
  return dense
}
