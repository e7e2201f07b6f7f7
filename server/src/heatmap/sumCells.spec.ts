import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ElementCounts } from './grid.js'
import { decodeElements, type EncodedCells, encodeCells, encodeElements, readCells } from './gridCodec.js'
import { sumCells } from './sumCells.js'

const cells = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: -9, max: 9 }))).map((all) => new Map(all))

it('adds up cell by cell', () => {
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 5 }), (grids) => {
      const expected = new Map<number, number>()
      for (const grid of grids)
        for (const [cell, value] of grid) expected.set(cell, (expected.get(cell) ?? 0) + value)
      expect(read(sumCells(grids.map((grid) => ({ cells: encodeCells(grid) }))))).toEqual(
        new Map([...expected].filter(([, value]) => value !== 0)),
      )
    }),
  )
})

it('adds up element by element, and has none where no grid has', () => {
  const one: ElementCounts = { clicks: 1, rage: 0, dead: 2, offsets: 1, offsetX: 5e8, offsetY: 25e7 }
  const none = { cells: encodeCells(new Map()) }
  const of = (elements: Record<string, ElementCounts>): EncodedCells => ({
    ...none,
    elements: encodeElements(new Map(Object.entries(elements))),
  })
  const sum = sumCells([of({ '#a': one }), none, of({ '#a': one, '#b': one })])
  expect(decodeElements(sum.elements!)).toEqual(
    new Map([
      ['#a', { clicks: 2, rage: 0, dead: 4, offsets: 2, offsetX: 1e9, offsetY: 5e8 }],
      ['#b', one],
    ]),
  )
  expect(sumCells([none]).elements).toBeUndefined()
})

function read({ cells }: EncodedCells) {
  const found = new Map<number, number>()
  readCells(cells, (cell, value) => found.set(cell, value))
  return found
}
