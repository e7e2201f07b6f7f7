import type { Scratch } from '../compute/Scratch.js'
import type { DecodedGrid } from './decodedGrid.js'
import { addElement, type ElementCounts } from './grid.js'

/** What some grids count together. */
export interface GridSums {
  /** By cell, in a plain array, for a busy page has most cells of its grid; 0 where nothing counts. */
  cells: Float64Array
  elements: Map<string, ElementCounts>
}

/** Cells that are added up at a time: 128 kB of sums. */
const BAND = 16_384

/** @param scratch where the sums of cells are from: they are good until it begins anew */
export function addGrids(grids: readonly DecodedGrid[], scratch: Scratch): GridSums {
  scratch.begin()
  const length = grids.reduce((most, { cells }) => Math.max(most, (cells.at(-1) ?? -1) + 1), 0)
  const sums = scratch.float64(length).fill(0)
  const elementSums = new Map<string, ElementCounts>()
  for (const { elements } of grids)
    for (const [selector, counts] of elements) addElement(elementSums, selector, counts)
  // Band by band, so that the sums stay close to the processor.
  const next = new Uint32Array(grids.length)
  for (let end = BAND; end - BAND < length; end += BAND)
    for (const [index, grid] of grids.entries()) next[index] = addBand(sums, grid, next[index]!, end)
  return { cells: sums, elements: elementSums }
}

/** Adds the cells of a grid from an index on, up to a cell. @returns the index of the next one */
function addBand(sums: Float64Array, { cells, values }: DecodedGrid, first: number, end: number): number {
  let i = first
  for (; i < cells.length && cells[i]! < end; i++) sums[cells[i]!]! += values[i]!
  return i
}
