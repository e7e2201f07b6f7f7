import type { PageRow } from '@mouse-tracking/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantile } from '../reports/round.js'
import { buildSegment } from '../segments/buildSegment.js'
import { type Stored, storedArbitrary } from '../segments/segment.arbitrary.js'
import { deviceOf } from '../sessions/deviceOf.js'
import { DAY_MS, FIRST_DAY } from '../sessions/session.arbitrary.js'
import type { ViewRow } from '../sessions/session.js'
import { type PagesQuery, pageRows } from './pageRows.js'

const ALL: PagesQuery = { from: FIRST_DAY, to: FIRST_DAY + 3 * DAY_MS, device: null, search: '', limit: 50 }

const query: fc.Arbitrary<PagesQuery> = fc.record({
  from: fc.constantFrom(FIRST_DAY - DAY_MS, FIRST_DAY, FIRST_DAY + DAY_MS),
  to: fc.constantFrom(FIRST_DAY + 2 * DAY_MS, FIRST_DAY + 4 * DAY_MS),
  device: fc.constantFrom(null, null, 'desktop', 'tablet', 'mobile'),
  search: fc.constantFrom('', '', '/SI', 'nowhere'),
  limit: fc.constantFrom(1, 2, 50),
})

/** The report as the contract words it, over whole sessions. */
function expectedRows(
  sessions: Stored['sessions'],
  { from, to, device, search, limit }: PagesQuery,
): PageRow[] {
  const views = sessions
    .flatMap(({ visitor, session, views }) => views.map((view) => ({ ...view, visitor, session })))
    .filter(({ start }) => start >= from && start < to)
    .filter(({ width }) => device === null || deviceOf(width) === device)
    .filter(({ page }) => page.toLowerCase().includes(search.toLowerCase()))
  return [...new Set(views.map(({ page }) => page))]
    .map((page) => {
      const own = views.filter((view) => view.page === page)
      const sum = (of: (view: ViewRow) => number) => own.reduce((total, view) => total + of(view), 0)
      const times = own.map(({ visibleMs }) => visibleMs).sort((a, b) => a - b)
      const depth = sum(({ reach, rows }) => (rows === 0 ? 1 : Math.min(1, (reach + 1) / rows))) / own.length
      return {
        page,
        views: own.length,
        visitors: new Set(own.map(({ visitor }) => visitor)).size,
        sessions: new Set(own.map(({ session }) => session)).size,
        clicks: sum(({ clicks }) => clicks),
        rage: sum(({ rage }) => rage),
        dead: sum(({ dead }) => dead),
        errors: sum(({ errors }) => errors),
        medianSeconds: Math.round(quantile(times, 0.5)) / 1_000,
        scrollDepth: expect.closeTo(depth, 3),
      }
    })
    .sort((a, b) => b.views - a.views || (a.page < b.page ? -1 : 1))
    .slice(0, limit)
}

describe('pageRows', () => {
  it('gives the numbers of the contract', () => {
    fc.assert(
      fc.property(storedArbitrary, query, ({ sessions, segments }, query) => {
        expect(pageRows(segments, query)).toEqual(expectedRows(sessions, query))
      }),
      { numRuns: 300 },
    )
  })

  it('takes the middle of the visible times, zeros included, and of an even number the mean of the middle two', () => {
    const mediansOf = (...times: number[]) =>
      pageRows([segmentOf(times.map((visibleMs) => ({ visibleMs })))], ALL)[0]!.medianSeconds
    expect(mediansOf(0, 4_000, 18_401)).toBe(4)
    expect(mediansOf(0, 0, 1_001, 9_000)).toBe(0.501)
  })

  it('averages how much of its own height each view saw, rounded to 4 decimals', () => {
    const depthOf = (...views: Partial<ViewRow>[]) => pageRows([segmentOf(views)], ALL)[0]!.scrollDepth
    expect(depthOf({ reach: 89, rows: 520 }, { reach: 519, rows: 520 }, { reach: 9_999, rows: 1 })).toBe(
      0.7244,
    )
    expect(depthOf({ reach: 89, rows: 0 })).toBe(1)
  })
})

function segmentOf(parts: Partial<ViewRow>[]) {
  const views = parts.map((part, key): ViewRow => {
    const view = {
      key,
      id: 'p',
      page: '/',
      start: FIRST_DAY,
      width: 1_440,
      height: 900,
      rows: 100,
      reach: 89,
    }
    const counts = { visibleMs: 0, end: FIRST_DAY, clicks: 0, rage: 0, dead: 0, errors: 0 }
    return { ...view, ...counts, referrer: '(direct)', referrerAt: FIRST_DAY, ...part }
  })
  return { segment: buildSegment([{ visitor: 1, session: 2, views, events: [] }]), masked: null }
}
