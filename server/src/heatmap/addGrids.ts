import type { DecodedGrid } from './decodedGrid.js'
import { addElement, type ElementCounts } from './grid.js'

/** What some grids count together. */
export interface GridSums {
  /** By cell, in a plain array, for a busy page has most cells of its grid; 0 where nothing counts. */
  cells: Float64Array
  elements: Map<string, ElementCounts>
}

export function addGrids(grids: readonly DecodedGrid[]): GridSums {
  // Made once, at its full length: what is dropped has to be collected.
  const sums = new Float64Array(
    grids.reduce((most, { cells }) => Math.max(most, (cells.at(-1) ?? -1) + 1), 0),
  )
  const elementSums = new Map<string, ElementCounts>()
  for (const { cells, values, elements } of grids) {
    for (let i = 0; i < cells.length; i++) sums[cells[i]!]! += values[i]!
    for (const [selector, counts] of elements) addElement(elementSums, selector, counts)
  }
  return { cells: sums, elements: elementSums }
}
