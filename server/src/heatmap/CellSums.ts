import type { DecodedGrid } from './decodedGrid.js'

/** Sums of cells, in a plain array: a busy page has most cells of its grid, and a report adds up hundreds of grids. */
export class CellSums {
  #sums: Float64Array = new Float64Array(4_096)

  /** By cell; 0 where nothing counts. */
  get sums(): Float64Array {
    return this.#sums
  }

  add({ cells, values }: Pick<DecodedGrid, 'cells' | 'values'>): void {
    const last = cells.at(-1) ?? 0
    if (last >= this.#sums.length) this.#grow(last + 1)
    const sums = this.#sums
    for (let i = 0; i < cells.length; i++) sums[cells[i]!]! += values[i]!
  }

  #grow(least: number): void {
    const longer = new Float64Array(Math.max(least, this.#sums.length * 2))
    longer.set(this.#sums)
    this.#sums = longer
  }
}
