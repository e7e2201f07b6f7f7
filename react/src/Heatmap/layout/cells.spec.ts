import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsNear, sumAround, toCells } from './cells.js'

const points = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 199 }),
    fc.integer({ min: 0, max: 300 }),
    fc.integer({ min: 1, max: 50 }),
  ),
  { maxLength: 60 },
)

test('sorts what does not come sorted', () => {
  const cells = toCells([
    [5, 9, 1],
    [7, 2, 3],
  ])
  expect([...cells.rows]).toEqual([2, 9])
  expect([...cells.columns]).toEqual([7, 5])
  expect([...cells.values]).toEqual([3, 1])
})

test('finds the cells near a window, as looking at each does', () => {
  fc.assert(
    fc.property(
      points,
      fc.integer({ min: 0, max: 3000 }),
      fc.integer({ min: 0, max: 600 }),
      fc.integer({ min: 0, max: 80 }),
      (all, top, height, reach) => {
        const cells = toCells(all)
        const [first, end] = cellsNear(cells, 10, top, height, reach)
        const near = all.filter(([, row]) => {
          const y = (row + 0.5) * 10
          return y >= top - reach && y <= top + height + reach
        })
        expect(end - first).toBe(near.length)
      },
    ),
  )
})

test('sums a circle, as looking at each cell does', () => {
  fc.assert(
    fc.property(
      points,
      fc.integer({ min: -20, max: 1000 }),
      fc.integer({ min: -20, max: 3000 }),
      fc.integer({ min: 1, max: 200 }),
      (all, x, y, radius) => {
        const sum = all
          .filter(
            ([column, row]) => ((column + 0.5) * 5 - x) ** 2 + ((row + 0.5) * 10 - y) ** 2 <= radius ** 2,
          )
          .reduce((total, [, , value]) => total + value, 0)
        expect(sumAround(toCells(all), 5, 10, x, y, radius)).toBe(sum)
      },
    ),
  )
})
