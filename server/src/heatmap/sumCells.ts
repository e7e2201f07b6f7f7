import { addElement, addTo, type Cells, type ElementCounts } from './grid.js'
import { decodeElements, type EncodedCells, encodeGrid, readCells } from './gridCodec.js'

/** The sum of what several grids count. A map, for a few cells may be far apart. */
export function sumCells(grids: readonly EncodedCells[]): EncodedCells {
  const cells: Cells = new Map()
  const elements = new Map<string, ElementCounts>()
  for (const grid of grids) {
    readCells(grid.cells, (cell, value) => addTo(cells, cell, value))
    if (!grid.elements) continue
    for (const [selector, counts] of decodeElements(grid.elements)) addElement(elements, selector, counts)
  }
  return encodeGrid({ cells, elements })
}
