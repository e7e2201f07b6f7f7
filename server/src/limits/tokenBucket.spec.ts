import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { takeToken } from './tokenBucket.js'

const START = 1_800_000_000_000

describe('takeToken', () => {
  it.each([1, 3, 7, 100, 1_000])(
    'gives a burst of ten seconds’ worth at %i a second, and then the rate',
    (rate) => {
      let fullAt: number | undefined
      const takeAll = (now: number) => {
        for (let taken = 0; ; taken++) {
          const took = takeToken(fullAt, rate, now)
          if (took.wait > 0) return taken
          fullAt = took.fullAt
        }
      }
      expect(takeAll(START)).toBe(10 * rate)
      expect(takeAll(START + 1_000)).toBe(rate)
      expect(takeAll(START + 3_000)).toBe(2 * rate)
      expect(takeAll(START + 1_000_000)).toBe(10 * rate)
    },
  )

  it('never lets more through than burst and rate allow, and keeps its word on when to come back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 2_000 }),
        (rate, pauses) => {
          let fullAt: number | undefined
          let taken = 0
          let now = START
          for (const pause of pauses) {
            now += pause
            const took = takeToken(fullAt, rate, now)
            if (took.wait > 0) expect(takeToken(took.fullAt, rate, now + took.wait + 0.001).wait).toBe(0)
            else taken++
            fullAt = took.fullAt
          }
          expect(taken).toBeLessThanOrEqual(10 * rate + ((now - START) / 1_000) * rate + 1)
        },
      ),
    )
  })
})
