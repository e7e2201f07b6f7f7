import { expect, test } from 'vitest'
import { formats } from './formats.js'

const en = formats('en')

test.each([
  [0, '0s'],
  [1.234, '1.2s'],
  [41.2, '41s'],
  [59.96, '1m'],
  [77, '1m 17s'],
  [3_599.6, '1h'],
  [3_720, '1h 2m'],
  [86_399, '1d'],
  [273_600, '3d 4h'],
])('%d seconds are %s', (seconds, text) => {
  expect(en.duration(seconds)).toBe(text)
})

test('a ratio of nothing is a dash', () => {
  expect(en.percent(null)).toBe('–')
  expect(en.duration(null)).toBe('–')
})

test.each([
  [0, '0%'],
  [0.0004312, '0.043%'],
  [0.03621, '3.6%'],
  [0.24905, '24.9%'],
  [0.999, '99.9%'],
  [1, '100%'],
])('%d is %s', (share, text) => {
  expect(en.percent(share)).toBe(text)
})

test('an exclusive end is the day before', () => {
  expect(en.range('2026-11-01T00:00:00.000Z', '2026-11-08T00:00:00.000Z')).toBe('Nov 1 – 7, 2026')
  expect(en.range('2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z')).toBe('Nov 1, 2026')
})

test('a range that is not whole days says the time, in UTC', () => {
  expect(en.range('2026-11-01T10:30:00.000Z', '2026-11-01T12:00:00.000Z')).toMatch(/10:30.*12:00.*UTC/)
})

test('a long range is told in days', () => {
  expect(en.range('2026-10-26T17:32:00.000Z', '2026-11-25T17:32:00.000Z')).toBe('Oct 26 – Nov 25, 2026')
})

test('follows the locale', () => {
  expect(formats('de').number(1234.5)).toBe('1.234,5')
  expect(formats('de').percent(0.4399)).toMatch(/44\s%/)
})
