import fc from 'fast-check'
import { expect, test } from 'vitest'
import { densityGrid } from '../paint/densityGrid.js'
import { HOTTEST_HEAT } from '../paint/heatScale.js'
import { toCells } from './cells.js'
import { heatGain } from './heatGain.js'
import { pageDensity } from './pageDensity.js'

const GRID = { rows: 51, width: 1000, columnWidth: 5, rowHeight: 10 }

test('the hottest place comes out hot, whatever the values and however many overlap', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: 199 }),
          fc.integer({ min: 0, max: 50 }),
          fc.integer({ min: 1, max: 100_000 }),
        ),
        { minLength: 1, maxLength: 40 },
      ),
      fc.integer({ min: 10, max: 60 }),
      (points, radius) => {
        const cells = toCells(points)
        const gain = heatGain(pageDensity(cells, GRID, radius))
        const { data } = densityGrid({
          width: 1000,
          height: 510,
          cells,
          first: 0,
          end: cells.length,
          columnWidth: 5,
          rowHeight: 10,
          top: 0,
          radius,
          gain,
        })
        const hottest = data.reduce((most, heat) => Math.max(most, heat), 0)
        expect(hottest).toBeGreaterThan(HOTTEST_HEAT * 0.75)
        expect(hottest).toBeLessThan(HOTTEST_HEAT * 1.45)
      },
    ),
  )
})

test('no cells, no gain', () => {
  expect(heatGain(pageDensity(toCells([]), GRID, 28))).toBe(0)
})
