import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { restCell } from './binBatch.js'
import { denseCells } from './denseCells.fixture.js'
import { addTo, type Cells } from './grid.js'
import { pointFrame, pointSums, pointsOf, scrollHeatmap } from './heatmapReport.js'

const nobody = { views: 0, rows: 0, reach: new Map<number, number>(), heights: 0 }

describe('a heatmap of points', () => {
  it('lists cells by row and column, with seconds for moves', () => {
    const cells: Cells = new Map([
      [3, 100],
      [199, 0],
      [200, 66],
      [405, 1_234],
    ])
    expect(pointFrame('move', { ...nobody, views: 2, rows: 90 })).toEqual({
      layer: 'move',
      views: 2,
      columns: 200,
      rowHeight: 10,
      rows: 90,
    })
    expect(pointSums('move', denseCells(cells), new Map())).toEqual({ max: 1.234, total: 1.4 })
    expect(pointsOf('move', denseCells(cells))).toEqual([
      [3, 0, 0.1],
      [0, 1, 0.066],
      [5, 2, 1.234],
    ])
  })

  it('ranks elements by clicks, then selector, with their shares', () => {
    const counts = { rage: 0, dead: 0, offsets: 0, offsetX: 0, offsetY: 0 }
    const elements = new Map([
      ['b', { ...counts, clicks: 1 }],
      ['a', { ...counts, clicks: 1, offsets: 4, offsetX: 2.655e9, offsetY: 1e9 }],
      ['c', { ...counts, clicks: 4, rage: 1 }],
      ['gone', { ...counts, clicks: 0 }],
    ])
    expect(pointSums('click', denseCells(new Map()), elements).elements).toEqual([
      { selector: 'c', clicks: 4, share: 0.6667, rage: 1, dead: 0, offset: null },
      { selector: 'a', clicks: 1, share: 0.1667, rage: 0, dead: 0, offset: [0.6638, 0.25] },
      { selector: 'b', clicks: 1, share: 0.1667, rage: 0, dead: 0, offset: null },
    ])
  })
})

describe('scrollHeatmap', () => {
  const rest = fc.record({ first: fc.nat(60), length: fc.nat(30), ms: fc.nat(5_000) })
  it('is what a count row by row gives, clipped to the page', () => {
    fc.assert(
      fc.property(
        fc.array(rest),
        fc.array(fc.nat(80)),
        fc.integer({ min: 1, max: 50 }),
        (rests, furthest, rows) => {
          const cells: Cells = new Map()
          for (const { first, length, ms } of rests) {
            addTo(cells, restCell(first, 'first'), ms)
            addTo(cells, restCell(first + length, 'last'), ms)
          }
          const reach = new Map<number, number>()
          for (const row of furthest) reach.set(row, (reach.get(row) ?? 0) + 1)
          const clip = (row: number) => Math.min(row, rows - 1)
          const expected = Array.from({ length: rows }, (_, row) => [
            row,
            furthest.filter((f) => clip(f) >= row).length,
            rests
              .filter(({ first, length }) => clip(first) <= row && row <= clip(first + length))
              .reduce((sum, { ms }) => sum + ms, 0) / 1_000,
          ])
          const report = scrollHeatmap({ views: furthest.length, rows, reach, heights: 0 }, denseCells(cells))
          expect(report.bands).toEqual(expected)
          expect(report.total).toBeCloseTo(rests.reduce((sum, { ms }) => sum + ms, 0) / 1_000)
        },
      ),
    )
  })

  it('of nobody has no bands', () => {
    expect(scrollHeatmap(nobody, denseCells(new Map()))).toMatchObject({
      bands: [],
      max: 0,
      total: 0,
      rows: 0,
    })
  })

  it('tells the mean height of the viewports, or that there is none', () => {
    const three = { ...nobody, views: 3, heights: 800 + 900 + 901 }
    expect(scrollHeatmap(three, denseCells(new Map())).averageFold).toBe(867)
    expect(scrollHeatmap({ ...three, heights: 2_600 }, denseCells(new Map())).averageFold).toBe(866.667)
    expect(scrollHeatmap(nobody, denseCells(new Map())).averageFold).toBeNull()
  })
})
