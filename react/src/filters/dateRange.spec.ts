import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromDays, lastDays, PRESETS, presetOf, toDays } from './dateRange.js'

const now = Date.parse('2026-11-23T15:30:00Z')
const day = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10))

test('a preset is found again the same day, and not the next', () => {
  for (const days of PRESETS) {
    const range = lastDays(days, now)
    expect(presetOf(range, now + 3_600_000)).toBe(days)
    expect(presetOf(range, now + 86_400_000)).not.toBe(days)
  }
})

test('an open range is the server’s default', () => {
  expect(presetOf({}, now)).toBe(30)
  expect(toDays({}, now)).toEqual({ first: '2026-10-24', last: '2026-11-23' })
})

test('days as people name them come back the same', () => {
  fc.assert(
    fc.property(day, day, (a, b) => {
      const days = a <= b ? { first: a, last: b } : { first: b, last: a }
      const range = fromDays(days)
      expect(range && toDays(range, now)).toEqual(days)
    }),
  )
})

test('a single day has an end after its beginning', () => {
  expect(fromDays({ first: '2026-02-28', last: '2026-02-28' })).toEqual({
    from: '2026-02-28',
    to: '2026-03-01',
  })
})

test('a range that ends before it begins, or is half empty, is none', () => {
  expect(fromDays({ first: '2026-11-02', last: '2026-11-01' })).toBeNull()
  expect(fromDays({ first: '', last: '2026-11-01' })).toBeNull()
})
