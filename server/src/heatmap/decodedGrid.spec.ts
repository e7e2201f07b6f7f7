import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bytesOfGrid, decodeGrid } from './decodedGrid.js'
import type { Cells } from './grid.js'
import { encodeGrid } from './gridCodec.js'

it('a decoded grid has the cells and the elements that were encoded', () => {
  const cells = fc.array(fc.tuple(fc.nat(1_999_999), fc.integer({ min: -(2 ** 50), max: 2 ** 50 })))
  fc.assert(
    fc.property(cells, fc.array(fc.string()), (given, selectors) => {
      const distinct: Cells = new Map(given)
      const counts = { clicks: 1, rage: 0, dead: 0, offsets: 0, offsetX: 0, offsetY: 0 }
      const elements = new Map(selectors.map((selector) => [selector, counts]))
      const grid = decodeGrid(encodeGrid({ cells: distinct, elements }))
      const found = Array.from(grid.cells, (cell, i) => [cell, grid.values[i]])
      expect(found).toEqual([...distinct].filter(([, value]) => value !== 0).sort(([a], [b]) => a - b))
      expect(grid.elements).toEqual(elements)
      expect(bytesOfGrid(grid)).toBeGreaterThanOrEqual(12 * grid.cells.length + 160 * elements.size)
    }),
  )
})
