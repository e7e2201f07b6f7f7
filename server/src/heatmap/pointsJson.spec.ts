import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { denseCells } from './denseCells.fixture.js'
import { pointsOf } from './heatmapReport.js'
import { pointsJson } from './pointsJson.js'

const counts = fc.oneof(
  fc.nat(3_000),
  fc.integer({ min: -5, max: 5_000_000_000 }),
  fc.constantFrom(999_999_999, 1_000_000_000, Number.MAX_SAFE_INTEGER),
)
const cells = fc
  .array(fc.tuple(fc.oneof(fc.nat(2_000), fc.nat(199_999)), counts))
  .map((all) => denseCells(new Map(all)))

describe.each(['move', 'click'] as const)('points of layer %s as JSON', (layer) => {
  it('are those of JSON.stringify, to the byte', () => {
    fc.assert(
      fc.property(cells, (given) => {
        expect(pointsJson(layer, given).toString()).toBe(JSON.stringify(pointsOf(layer, given)))
      }),
    )
  })

  it('are those of a page that is full', () => {
    const full = Float64Array.from({ length: 20_000 }, (_, cell) => 1 + (cell % 12_345))
    expect(pointsJson(layer, full).toString()).toBe(JSON.stringify(pointsOf(layer, full)))
  })
})
