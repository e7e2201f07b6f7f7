import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CellSums } from './CellSums.js'
import { decodeGrid } from './decodedGrid.js'
import { addTo, type Cells } from './grid.js'
import { encodeCells } from './gridCodec.js'

it('CellSums adds up cells', () => {
  const cells = fc.array(fc.tuple(fc.oneof(fc.nat(20), fc.nat(1_999_999)), fc.integer({ min: -9, max: 9 })))
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 5 }), (grids) => {
      const { sums, expected } = { sums: new CellSums(), expected: new Map() as Cells }
      for (const grid of grids) {
        const distinct: Cells = new Map(grid)
        sums.add(decodeGrid({ cells: encodeCells(distinct) }))
        for (const [cell, value] of distinct) addTo(expected, cell, value)
      }
      let total = 0
      for (const [cell, value] of expected) {
        expect(sums.sums[cell] ?? 0).toBe(value)
        total += Math.abs(value)
      }
      expect(sums.sums.reduce((sum, value) => sum + Math.abs(value), 0)).toBe(total)
    }),
  )
})
