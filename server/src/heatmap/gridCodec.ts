import { VarintReader, Varints } from '../segments/varint.js'
import type { Cells, ElementCounts, Grid } from './grid.js'

const VERSION = 1

/** What a grid counts, encoded: see `encodeCells` and `encodeElements`. */
export interface EncodedCells {
  cells: Uint8Array
  /** Clicks only. */
  elements?: Uint8Array
}

export function encodeGrid({ cells, elements }: Pick<Grid, 'cells' | 'elements'>): EncodedCells {
  return { cells: encodeCells(cells), ...(elements.size > 0 && { elements: encodeElements(elements) }) }
}

/**
 * Cells as varints: a version, then for each cell in ascending order the distance from the one before and its value
 * (twice, less one when it is negative). Cells of value 0 are left out.
 */
export function encodeCells(cells: Cells): Uint8Array {
  const bytes = new Varints()
  bytes.push(VERSION)
  let previous = 0
  for (const cell of Float64Array.from(cells.keys()).sort()) {
    const value = cells.get(cell)!
    if (value === 0) continue
    bytes.push(cell - previous, value < 0 ? -2 * value - 1 : 2 * value)
    previous = cell
  }
  return bytes.bytes()
}

/**
 * Reads encoded cells, in ascending order.
 * @throws when the bytes are of a version that this server does not know.
 */
export function readCells(bytes: Uint8Array, visit: (cell: number, value: number) => void): void {
  const reader = new VarintReader(bytes)
  const version = reader.next()
  if (version !== VERSION) throw new Error(`grid cells of version ${version} cannot be read by this server`)
  for (let cell = 0; reader.at < bytes.length; ) {
    cell += reader.next()
    visit(cell, signed(reader.next()))
  }
}

const signed = (code: number) =>
  code < 2 ** 31 ? (code >>> 1) ^ -(code & 1) : code % 2 === 1 ? -(code + 1) / 2 : code / 2

/** Elements as JSON: `[selector, clicks, rage, dead, offsets, offsetX, offsetY]` each; those of nothing but 0 are left out. */
export function encodeElements(elements: ReadonlyMap<string, ElementCounts>): Buffer {
  return Buffer.from(
    JSON.stringify(
      [...elements]
        .map(([selector, { clicks, rage, dead, offsets, offsetX, offsetY }]) => [
          selector,
          clicks,
          rage,
          dead,
          offsets,
          offsetX,
          offsetY,
        ])
        .filter(([, ...counts]) => counts.some((count) => count !== 0)),
    ),
  )
}

export function decodeElements(bytes: Uint8Array): Map<string, ElementCounts> {
  const rows = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')) as [
    string,
    ...number[],
  ][]
  return new Map(
    rows.map(([selector, clicks, rage, dead, offsets, offsetX, offsetY]) => [
      selector,
      { clicks: clicks!, rage: rage!, dead: dead!, offsets: offsets!, offsetX: offsetX!, offsetY: offsetY! },
    ]),
  )
}
