import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Scratch } from '../compute/Scratch.js'
import { addGrids } from './addGrids.js'
import { decodeGrid } from './decodedGrid.js'
import { addElement, addTo, type Cells, type ElementCounts } from './grid.js'
import { encodeGrid } from './gridCodec.js'

const scratch = new Scratch()

it('grids add up, cell by cell and element by element', () => {
  const cells = fc.array(fc.tuple(fc.oneof(fc.nat(20), fc.nat(1_999_999)), fc.integer({ min: -9, max: 9 })))
  const elements = fc.array(fc.tuple(fc.constantFrom('#a', '#b', '#c'), fc.integer({ min: -9, max: 9 })))
  fc.assert(
    fc.property(fc.array(fc.tuple(cells, elements), { maxLength: 5 }), (given) => {
      const expected = { cells: new Map() as Cells, elements: new Map<string, ElementCounts>() }
      const grids = given.map(([cells, elements]) => {
        const grid = { cells: new Map(cells) as Cells, elements: new Map<string, ElementCounts>() }
        for (const [selector, clicks] of elements) addElement(grid.elements, selector, { clicks })
        for (const [cell, value] of grid.cells) addTo(expected.cells, cell, value)
        for (const [selector, counts] of grid.elements) addElement(expected.elements, selector, counts)
        return decodeGrid(encodeGrid(grid))
      })
      const sums = addGrids(grids, scratch)
      for (const [cell, value] of expected.cells) expect(sums.cells[cell] ?? 0).toBe(value)
      let total = 0
      for (const value of expected.cells.values()) total += Math.abs(value)
      expect(sums.cells.reduce((sum, value) => sum + Math.abs(value), 0)).toBe(total)
      const told = (all: ReadonlyMap<string, ElementCounts>) =>
        [...all].filter(([, { clicks }]) => clicks !== 0).sort()
      expect(told(sums.elements)).toEqual(told(expected.elements))
    }),
  )
})
