import { cellsReader, signed } from './gridCodec.js'

/** Sums of cells, in a plain array: a busy page has most cells of its grid, and a report adds up hundreds of grids. */
export class CellSums {
  #sums: Float64Array = new Float64Array(4_096)

  /** What `encodeCells` gave. */
  addEncoded(bytes: Uint8Array): void {
    const reader = cellsReader(bytes)
    let sums = this.#sums
    for (let cell = 0; reader.at < bytes.length; ) {
      cell += reader.next()
      if (cell >= sums.length) sums = this.#grow(cell + 1)
      sums[cell]! += signed(reader.next())
    }
  }

  /** Goes through the cells that are not 0, in ascending order. */
  forEach(visit: (value: number, cell: number) => void): void {
    const sums = this.#sums
    for (let cell = 0; cell < sums.length; cell++) if (sums[cell] !== 0) visit(sums[cell]!, cell)
  }

  #grow(least: number): Float64Array {
    const longer = new Float64Array(Math.max(least, this.#sums.length * 2))
    longer.set(this.#sums)
    this.#sums = longer
    return longer
  }
}
