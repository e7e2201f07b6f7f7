import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { integerParam, reportQuery, wholeDays } from './filters.js'

const NOW = Date.UTC(2026, 10, 23, 12)
const query = reportQuery({ limit: integerParam(1, 50).default(10), search: z.string().optional() })

const issues = (given: unknown) => {
  const { error } = query.safeParse(given)
  return error?.issues.map(({ path, message, ...issue }) => [
    path.join('.'),
    issue.code === 'unrecognized_keys' ? issue.keys : message,
  ])
}

describe('reportQuery', () => {
  beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }))
  afterEach(() => void vi.useRealTimers())

  it('covers the last 30 days up to now and all devices by default', () => {
    expect(query.parse({})).toEqual({ from: Date.UTC(2026, 9, 24, 12), to: NOW, device: null, limit: 10 })
  })

  it('takes the 30 days before to when from is left out', () => {
    expect(query.parse({ to: '2026-11-01' }).from).toBe(Date.UTC(2026, 9, 2))
  })

  it('reads the filters and the own parameters of a report', () => {
    const given = { from: '2026-11-01', to: '2026-11-02T12:00Z', device: 'mobile', limit: '7', search: 'a' }
    expect(query.parse(given)).toEqual({
      from: Date.UTC(2026, 10, 1),
      to: Date.UTC(2026, 10, 2, 12),
      device: 'mobile',
      limit: 7,
      search: 'a',
    })
  })

  it('refuses a range that no calendar of days could show', () => {
    expect(issues({ from: '1800-01-01' })).toEqual([['from', 'must be at most 100 years before to']])
  })

  it('takes numbers as JSON gives them', () => {
    expect(query.parse({ limit: 50 }).limit).toBe(50)
  })

  it.each([
    [{ from: '2026-11-02', to: '2026-11-01' }, 'from', 'must be before to (2026-11-01T00:00:00.000Z)'],
    [{ from: '2026-11-01', to: '2026-11-01' }, 'from', 'must be before to (2026-11-01T00:00:00.000Z)'],
    [{ from: '2026-11-24' }, 'from', 'must be before to (2026-11-23T12:00:00.000Z)'],
    [{ to: 'soon' }, 'to', 'must be an ISO 8601 date or instant, such as 2026-11-01 or 2026-11-01T09:30:00Z'],
    [{ from: ['2026-11-01', '2026-11-02'] }, 'from', 'must be a string'],
    [{ device: 'fridge' }, 'device', 'must be desktop, tablet or mobile'],
    [{ device: '' }, 'device', 'must be desktop, tablet or mobile'],
    [{ limit: '51' }, 'limit', 'must be a whole number from 1 to 50'],
    [{ limit: '' }, 'limit', 'must be a whole number from 1 to 50'],
    [{ limit: '1e1' }, 'limit', 'must be a whole number from 1 to 50'],
    [{ limit: 1.5 }, 'limit', 'must be a whole number from 1 to 50'],
  ])('refuses %j', (given, path, message) => {
    expect(issues(given)).toEqual([[path, message]])
  })

  it('names every unknown parameter and every bad value at once', () => {
    expect(issues({ form: '2026-11-01', Device: 'mobile', to: '?' })).toEqual([
      ['to', expect.any(String)],
      ['', ['form', 'Device']],
    ])
  })
})

describe('wholeDays', () => {
  it('rounds from down and to up to midnight UTC', () => {
    const range = { from: Date.UTC(2026, 10, 1, 0, 0, 1), to: Date.UTC(2026, 10, 3, 0, 0, 1), device: null }
    expect(wholeDays(range)).toEqual({ from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 4), device: null })
  })

  it('leaves midnights alone', () => {
    const range = { from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 3) }
    expect(wholeDays(range)).toEqual(range)
  })
})
