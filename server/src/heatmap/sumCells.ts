import { addElement, addTo, type Cells, type ElementCounts } from './grid.js'
import { decodeElements, encodeCells, encodeElements, readCells } from './gridCodec.js'

/** What a grid counts, encoded: see `encodeCells` and `encodeElements`. */
export interface EncodedCells {
  cells: Uint8Array
  /** Clicks only. */
  elements?: Uint8Array
}

/** The sum of what several grids count. A map, for a few cells may be far apart. */
export function sumCells(grids: readonly EncodedCells[]): EncodedCells {
  const cells: Cells = new Map()
  const elements = new Map<string, ElementCounts>()
  for (const grid of grids) {
    readCells(grid.cells, (cell, value) => addTo(cells, cell, value))
    if (!grid.elements) continue
    for (const [selector, counts] of decodeElements(grid.elements)) addElement(elements, selector, counts)
  }
  return { cells: encodeCells(cells), ...(elements.size > 0 && { elements: encodeElements(elements) }) }
}
