import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { valuesAtRanks } from './valuesAtRanks.js'

describe('valuesAtRanks', () => {
  it.each([
    ['few', 1, 60],
    ['many', 4_097, 9_000],
  ])('finds what sorting finds among %s values', (_, minLength, maxLength) => {
    const value = fc.oneof(
      fc.nat(9),
      fc.nat(100_000),
      fc.constantFrom(2 ** 24 + 1, 2 ** 24 + 2, 2 ** 51, 2 ** 51 + 1),
    )
    const given = fc
      .array(value, { minLength, maxLength, size: 'max' })
      .chain((values) => fc.tuple(fc.constant(values), fc.array(fc.nat(values.length - 1), { maxLength: 5 })))
    fc.assert(
      fc.property(given, ([values, anyRanks]) => {
        const ranks = anyRanks.sort((a, b) => a - b)
        const sorted = Float64Array.from(values).sort()
        expect(valuesAtRanks(Float64Array.from(values), ranks)).toEqual(ranks.map((rank) => sorted[rank]))
      }),
      { numRuns: 30 },
    )
  })
})
