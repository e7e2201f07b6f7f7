import type { ElementCounts } from './grid.js'
import { decodeElements, type EncodedCells, readCells } from './gridCodec.js'

/** What a grid counts, as reports add it up. */
export interface DecodedGrid {
  /** In ascending order. */
  cells: Uint32Array
  /** What each of them counts. */
  values: Float64Array
  /** By selector; of clicks only. */
  elements: ReadonlyMap<string, ElementCounts>
}

/** What a report adds up. */
export interface NamedGrid {
  /** Of its content: two grids of one name count the same. */
  name: string
  read(): DecodedGrid
}

export const contents = (grids: readonly NamedGrid[]): DecodedGrid[] => grids.map((grid) => grid.read())

const NONE: ReadonlyMap<string, ElementCounts> = new Map()
/** About what an element takes in memory beside its selector (bytes). */
const ELEMENT_BYTES = 160

/** @throws when the bytes are of a version that this server does not know. */
export function decodeGrid({ cells: bytes, elements }: EncodedCells): DecodedGrid {
  // Each takes a byte for its distance and one for its value at least.
  const cells = new Uint32Array(bytes.length >> 1)
  const values = new Float64Array(bytes.length >> 1)
  let count = 0
  readCells(bytes, (cell, value) => {
    cells[count] = cell
    values[count++] = value
  })
  return {
    cells: cells.slice(0, count),
    values: values.slice(0, count),
    elements: elements ? decodeElements(elements) : NONE,
  }
}

/** About how much memory it takes. */
export function bytesOfGrid({ cells, values, elements }: DecodedGrid): number {
  let bytes = cells.byteLength + values.byteLength
  for (const selector of elements.keys()) bytes += ELEMENT_BYTES + 2 * selector.length
  return bytes
}
