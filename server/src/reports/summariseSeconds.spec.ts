import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantile, seconds } from './round.js'
import { summariseSeconds } from './summariseSeconds.js'

describe('summariseSeconds', () => {
  it('interpolates between the closest ranks', () => {
    const durations = [4_000, 1_000, 3_000, 2_000]
    expect(summariseSeconds(Float64Array.from(durations))).toEqual({ median: 2.5, mean: 2.5, p90: 3.7 })
  })

  it('is the duration itself when there is one, and null when there is none', () => {
    expect(summariseSeconds(Float64Array.of(1_234))).toEqual({ median: 1.234, mean: 1.234, p90: 1.234 })
    expect(summariseSeconds(Float64Array.of())).toBeNull()
  })

  it('agrees with sorting', () => {
    const durations = fc.array(fc.oneof(fc.nat(5), fc.nat(2 ** 31)), { minLength: 1, maxLength: 900 })
    fc.assert(
      fc.property(durations, (given) => {
        const sorted = [...given].sort((a, b) => a - b)
        const mean = sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length
        expect(summariseSeconds(Float64Array.from(given))).toEqual({
          median: seconds(quantile(sorted, 0.5)),
          mean: seconds(mean),
          p90: seconds(quantile(sorted, 0.9)),
        })
      }),
    )
  })
})
