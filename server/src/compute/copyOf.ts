import type { EncodedCells } from '../heatmap/gridCodec.js'

/** Bytes of their own: a view would take all that it is a view of along. */
export const copyOf = (bytes: Uint8Array) => new Uint8Array(bytes)

export const copyOfCells = ({ cells, elements }: EncodedCells): EncodedCells => ({
  cells: copyOf(cells),
  ...(elements && { elements: copyOf(elements) }),
})
