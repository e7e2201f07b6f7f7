import { expect, test } from 'vitest'
import { toCells } from './cells.js'
import { hotSpots } from './hotSpots.js'
import { pageDensity } from './pageDensity.js'

const GRID = { rows: 200, width: 1000, columnWidth: 5, rowHeight: 10 }

function spots(points: [number, number, number][], limit?: number) {
  const cells = toCells(points)
  return hotSpots(pageDensity(cells, GRID, 30), cells, GRID, 30, limit)
}

test('finds places by what lies around them, hottest first', () => {
  const found = spots([
    [20, 10, 4],
    [21, 10, 4],
    [100, 60, 5],
    [102, 61, 6],
    [180, 150, 1],
  ])
  expect(found.map(({ amount }) => amount)).toEqual([11, 8, 1])
  expect(found[0]!.x).toBeGreaterThan(490)
  expect(found[0]!.x).toBeLessThan(525)
  expect(found[0]!.y).toBeGreaterThan(595)
  expect(found[0]!.y).toBeLessThan(625)
})

test('names a place once', () => {
  const wide: [number, number, number][] = Array.from({ length: 12 }, (_, index) => [
    50 + (index % 4),
    40 + (index >> 2),
    3,
  ])
  expect(spots(wide)).toHaveLength(1)
})

test('names no more than asked', () => {
  const scattered: [number, number, number][] = Array.from({ length: 20 }, (_, index) => [
    10 + (index % 5) * 40,
    10 + index * 9,
    1,
  ])
  expect(spots(scattered, 4)).toHaveLength(4)
})

test('there are none without cells', () => {
  expect(spots([])).toEqual([])
})
