import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CellSums } from './CellSums.js'
import { addTo, type Cells } from './grid.js'
import { encodeCells } from './gridCodec.js'

it('CellSums adds up encoded cells and gives those that are not 0, in order', () => {
  const cells = fc.array(fc.tuple(fc.oneof(fc.nat(20), fc.nat(1_999_999)), fc.integer({ min: -9, max: 9 })))
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 5 }), (grids) => {
      const sums = new CellSums()
      const expected: Cells = new Map()
      for (const grid of grids) {
        const distinct: Cells = new Map(grid)
        sums.addEncoded(encodeCells(distinct))
        for (const [cell, value] of distinct) addTo(expected, cell, value)
      }
      const found: [number, number][] = []
      sums.forEach((value, cell) => {
        found.push([cell, value])
      })
      expect(found).toEqual([...expected].filter(([, value]) => value !== 0).sort(([a], [b]) => a - b))
    }),
  )
})
