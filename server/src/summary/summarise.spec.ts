import type { SummaryCounts } from '@mouse-tracking/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantile } from '../reports/round.js'
import { storedArbitrary } from '../segments/segment.arbitrary.js'
import { deviceOf } from '../sessions/deviceOf.js'
import { DAY_MS, FIRST_DAY } from '../sessions/session.arbitrary.js'
import type { SessionPiece } from '../sessions/session.js'
import { type SummaryQuery, summarise } from './summarise.js'

const query: fc.Arbitrary<SummaryQuery> = fc.record({
  from: fc.constantFrom(FIRST_DAY - DAY_MS, FIRST_DAY, FIRST_DAY + DAY_MS),
  to: fc.constantFrom(FIRST_DAY + 2 * DAY_MS, FIRST_DAY + 4 * DAY_MS),
  device: fc.constantFrom(null, null, 'desktop', 'tablet', 'mobile'),
})

/** The counts of a span of time as the contract words them, over whole sessions. */
function expectedCounts(all: readonly SessionPiece[], { from, to, device }: SummaryQuery): SummaryCounts {
  const views = all
    .flatMap(({ visitor, views }) => views.map((view) => ({ ...view, visitor })))
    .filter(
      ({ start, width }) => start >= from && start < to && (device === null || deviceOf(width) === device),
    )
  const sessions = all.filter(({ views: [first] }) => {
    const isInRange = first!.start >= from && first!.start < to
    return isInRange && (device === null || deviceOf(first!.width) === device)
  })
  const lengths = sessions
    .map(({ views }) => Math.max(...views.map(({ end }) => end)) - views[0]!.start)
    .sort((a, b) => a - b)
  const sum = (of: (view: (typeof views)[0]) => number) => views.reduce((total, view) => total + of(view), 0)
  const bounces = sessions.filter(({ views }) => views.length === 1).length
  return {
    visitors: new Set(views.map(({ visitor }) => visitor)).size,
    sessions: sessions.length,
    views: views.length,
    clicks: sum(({ clicks }) => clicks),
    rage: sum(({ rage }) => rage),
    dead: sum(({ dead }) => dead),
    errors: sum(({ errors }) => errors),
    bounceRate: sessions.length === 0 ? null : Math.round((bounces / sessions.length) * 1e4) / 1e4,
    medianSessionSeconds: lengths.length === 0 ? null : Math.round(quantile(lengths, 0.5)) / 1_000,
  }
}

describe('summarise', () => {
  it('gives the numbers of the contract, in all and for each day', () => {
    fc.assert(
      fc.property(storedArbitrary, query, ({ sessions, segments }, query) => {
        const days = Array.from({ length: (query.to - query.from) / DAY_MS }, (_, index) => {
          const from = query.from + index * DAY_MS
          const day = new Date(from).toISOString().slice(0, 10)
          return { day, ...expectedCounts(sessions, { ...query, from, to: from + DAY_MS }) }
        })
        expect(summarise(segments, query)).toEqual({ days, total: expectedCounts(sessions, query) })
      }),
      { numRuns: 300 },
    )
  })

  it('lists days without anything, with no rates', () => {
    const { total, days } = summarise([], { from: FIRST_DAY, to: FIRST_DAY + 2 * DAY_MS, device: null })
    const nothing = { visitors: 0, sessions: 0, views: 0, clicks: 0, rage: 0, dead: 0, errors: 0 }
    const none = { ...nothing, bounceRate: null, medianSessionSeconds: null }
    expect(total).toEqual(none)
    expect(days).toEqual([
      { day: '2026-11-10', ...none },
      { day: '2026-11-11', ...none },
    ])
  })
})
