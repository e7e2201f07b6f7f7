import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Scratch } from '../compute/Scratch.js'
import { addGrids } from './addGrids.js'
import { contents, type NamedGrid } from './decodedGrid.js'
import { pointSums, pointsOf } from './heatmapReport.js'
import { PointsCache } from './pointsCache.js'

const LAYERS = ['move', 'click'] as const

const grid = (name: string, counts: readonly [cell: number, value: number][]): NamedGrid => {
  const sorted = [...new Map(counts)].sort(([a], [b]) => a - b)
  const clicks = { rage: 0, dead: 0, offsets: 0, offsetX: 0, offsetY: 0 }
  const read = () => ({
    cells: Uint32Array.from(sorted, ([cell]) => cell),
    values: Float64Array.from(sorted, ([, value]) => value),
    elements: new Map(sorted.map(([cell, value]) => [`#cell-${cell}`, { clicks: value, ...clicks }])),
  })
  return { name, read }
}

const counts = fc.array(fc.tuple(fc.nat(900), fc.integer({ min: 1, max: 5_000 })), { maxLength: 30 })
/** A few grids, and which of them each of some reports adds up. */
const reports = fc
  .array(counts, { minLength: 1, maxLength: 4 })
  .map((all) => all.map((each, index) => grid(`grid ${index}`, each)))
  .chain((grids) => fc.array(fc.tuple(fc.constantFrom(...LAYERS), fc.subarray(grids)), { maxLength: 20 }))

describe('kept points', () => {
  it('are those of the grids that are asked for, whatever was asked before and however little may be kept', () => {
    fc.assert(
      fc.property(reports, fc.constantFrom(0, 500, 1_000_000), (asked, bytes) => {
        const cache = new PointsCache(bytes, new Scratch())
        for (const [layer, grids] of asked) {
          const { sums, json } = cache.of(layer, grids)
          const { cells, elements } = addGrids(contents(grids), new Scratch())
          expect(sums).toEqual(pointSums(layer, cells, elements))
          expect(JSON.parse(json.toString())).toEqual(pointsOf(layer, cells))
        }
      }),
    )
  })

  it('are made once for grids that stay as they are, and anew for one in another state', () => {
    const cache = new PointsCache(1_000_000, new Scratch())
    const old = grid('yesterday', [[3, 1]])
    const first = cache.of('click', [old, grid('today 1', [[4, 1]])])
    expect(cache.of('click', [old, grid('today 1', [[4, 1]])])).toBe(first)
    expect(JSON.parse(cache.of('click', [old, grid('today 2', [[4, 2]])]).json.toString())).toEqual([
      [3, 0, 1],
      [4, 0, 2],
    ])
  })
})
