import { existsSync, readFileSync } from 'node:fs'
import type { FunnelQuery } from '@mouse-tracking/contract'
import { describe, expect, it } from 'vitest'
import { type Happening, type SessionFixture, segmentFrom } from '../reports/session.fixture.js'
import { funnelQuerySchema } from './funnelQuery.js'
import { runFunnel } from './runFunnel.js'

/** Cases from the test suites of other engines; they are not part of the project, and run where they are found. */
const FILE = new URL('../../../../shared/cases/funnels.json', import.meta.url)

interface Case {
  id: string
  title: string
  actors: Record<string, { t: number; kind: 'event'; name: string; props?: Record<string, string> }[]>
  query: FunnelQuery
  counts: number[]
}

const cases: Case[] = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : []

/** One session, whose view begins just before the first event. */
function sessionOf([visitor, events]: [string, Case['actors'][string]]): SessionFixture {
  const happenings = events.map(
    ({ t, name, props }): Happening => ({ at: t, event: name, ...(props && { props }) }),
  )
  return { visitor, session: 's', events: [{ at: events[0]!.t - 1, page: '/' }, ...happenings] }
}

describe.skipIf(cases.length === 0)('funnel cases of other engines (where the file is there)', () => {
  it.each(cases)('$id: $title', ({ actors, query, counts }) => {
    const segment = segmentFrom(Object.entries(actors).map(sessionOf))
    for (const per of ['visitor', 'session']) {
      const parsed = funnelQuerySchema.parse({ from: '2020-01-01', to: '2027-01-01', ...query, per })
      expect(runFunnel([segment], parsed).steps.map(({ count }) => count)).toEqual(counts)
    }
  })
})
