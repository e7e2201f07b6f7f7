import { Binary } from 'mongodb'
import type { EncodedCells } from './gridCodec.js'

/** Encoded cells as documents hold them. */
export interface StoredCells {
  /** See `encodeCells`. */
  cells: Binary
  /** See `encodeElements`; clicks only. */
  elements?: Binary
}

export const toStored = ({ cells, elements }: EncodedCells): StoredCells => ({
  cells: new Binary(cells),
  ...(elements && { elements: new Binary(elements) }),
})

export const fromStored = ({ cells, elements }: StoredCells): EncodedCells => ({
  cells: cells.buffer,
  ...(elements && { elements: elements.buffer }),
})
