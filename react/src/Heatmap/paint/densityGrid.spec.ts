import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toCells } from '../layout/cells.js'
import { type DensityWindow, densityGrid } from './densityGrid.js'

const window = (points: [number, number, number][], change: Partial<DensityWindow> = {}): DensityWindow => {
  const cells = toCells(points)
  return {
    width: 800,
    height: 600,
    cells,
    first: 0,
    end: cells.length,
    columnWidth: 4,
    rowHeight: 10,
    top: 0,
    radius: 24,
    gain: 1,
    ...change,
  }
}

function heatAt(grid: ReturnType<typeof densityGrid>, x: number, y: number): number {
  const column = Math.floor(x / grid.cell + grid.left)
  const row = Math.floor(y / grid.cell + grid.top)
  return grid.data[row * grid.width + column]!
}

test('a cell heats its own place by its value times the gain', () => {
  const grid = densityGrid(window([[100, 30, 7]], { gain: 0.5 }))
  const heat = heatAt(grid, 402, 305)
  expect(heat).toBeGreaterThan(3)
  expect(heat).toBeLessThanOrEqual(3.51)
})

test('heat ends beyond the radius', () => {
  const grid = densityGrid(window([[100, 30, 1]]))
  expect(heatAt(grid, 402 + 24, 305)).toBeLessThan(0.1)
  expect(heatAt(grid, 402 + 36, 305)).toBeLessThan(0.005)
})

test('cells add up', () => {
  const one = densityGrid(window([[50, 20, 2]]))
  const other = densityGrid(window([[53, 21, 3]]))
  const both = densityGrid(
    window([
      [50, 20, 2],
      [53, 21, 3],
    ]),
  )
  both.data.forEach((heat, index) => {
    expect(heat).toBeCloseTo(one.data[index]! + other.data[index]!, 4)
  })
})

test('a window shows what the whole page shows there', () => {
  const points: [number, number, number][] = [
    [20, 19, 4],
    [90, 31, 9],
    [150, 44, 2],
  ]
  const whole = densityGrid(window(points))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), (top) => {
      const part = densityGrid(window(points, { top, height: 200 }))
      for (const [x, y] of [
        [82, 195],
        [362, 315],
        [300, 300],
      ] as const) {
        if (y < top || y >= top + 200) continue
        expect(heatAt(part, x, y - top)).toBeCloseTo(heatAt(whole, x, y), 4)
      }
    }),
  )
})

test('cells outside of the grid are left alone', () => {
  const grid = densityGrid(window([[100, 9_999, 1]], { height: 100 }))
  expect(grid.data.every((heat) => heat === 0)).toBe(true)
})
