import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { funnelQuerySchema } from '../funnel/funnelQuery.js'
import { runFunnel } from '../funnel/runFunnel.js'
import { buildPaths } from '../paths/buildPaths.js'
import { pathsQuerySchema } from '../paths/pathsQuery.js'
import { pageOf } from './pageOf.js'
import { type Happening, type SessionFixture, segmentFrom } from './session.fixture.js'

/** Clickstreams of real visitors; they are not part of the project, and the specs on them run where they are found. */
const FOLDER = new URL('../../../../shared/data/clickstream/', import.meta.url)
const MSNBC = new URL('msnbc323.seq', FOLDER)
const APACHE = new URL('apache-pageviews.tsv.gz', FOLDER)

const range = { from: '2015-01-01', to: '2027-01-01' }

describe.skipIf(!existsSync(MSNBC))('the page categories of 323 visitors (where the file is there)', () => {
  const START = Date.UTC(2026, 0, 1)
  const lines = existsSync(MSNBC) ? readFileSync(MSNBC, 'utf8').trim().split('\n') : []
  const walks = lines.map((line) => line.trim().split(/\s+/))
  // Sessions lie far apart, their views a second.
  const segment = segmentFrom(
    walks.map((pages, i) => ({
      visitor: `v-${i}`,
      session: 's',
      events: pages.map((page, second) => ({ at: START + i * 10_000_000 + second * 1_000, page })),
    })),
  )

  it.each([
    ['ordered', [313, 307, 254]],
    ['strict', [313, 263, 26]],
  ])('has the known %s funnel', (order, counts) => {
    const steps = ['1', '2', '8'].map((page) => ({ page }))
    for (const per of ['visitor', 'session']) {
      const query = funnelQuerySchema.parse({ ...range, steps, order, per, window: 1_000_000_000 })
      expect(runFunnel([segment], query).steps.map(({ count }) => count)).toEqual(counts)
    }
  })

  it('begins with the known pages', async () => {
    const { sessions, nodes } = await buildPaths(
      [segment],
      pathsQuerySchema.parse({ ...range, depth: 1, limit: 4 }),
    )
    const first = nodes.map(({ page, count }) => [page, count])
    expect(sessions).toBe(323)
    expect(first.slice(0, 4)).toEqual([
      ['1', 159],
      ['6', 32],
      ['9', 32],
      ['2', 20],
    ])
  })

  it('has the known number of transitions, repeats collapsed', async () => {
    // A walk shows 20 pages at most, so that the whole is seen in parts: what follows each of its pages in turn.
    const collapsed = walks.map((pages) => pages.filter((page, i) => page !== pages[i - 1]))
    expect(collapsed.reduce((sum, pages) => sum + pages.length - 1, 0)).toBe(16_490)
    const parts = collapsed.flatMap((pages, i) =>
      Array.from({ length: Math.ceil((pages.length - 1) / 19) }, (_, part): SessionFixture => {
        const shown = pages.slice(part * 19, part * 19 + 20)
        const events = shown.map((page, second) => ({ at: START + second * 1_000, page }))
        return { visitor: `v-${i}`, session: `s-${part}`, events }
      }),
    )
    const { links } = await buildPaths(
      [segmentFrom(parts)],
      pathsQuerySchema.parse({ ...range, depth: 20, limit: 20 }),
    )
    expect(links.reduce((sum, { value }) => sum + value, 0)).toBe(16_490)
  })
})

describe.skipIf(!existsSync(APACHE))('the log of a real blog (where the file is there)', () => {
  const [, ...rows] = existsSync(APACHE)
    ? gunzipSync(readFileSync(APACHE)).toString('utf8').trim().split('\n')
    : []
  const visits = new Map<string, (Happening & { page: string })[]>()
  for (const row of rows) {
    const [, visitor, time, path] = row.split('\t')
    const page = pageOf(`https://blog.example${path}`, { pageRules: [], collapseIds: true })
    visits.set(visitor!, [...(visits.get(visitor!) ?? []), { at: Date.parse(time!), page }])
  }
  const segment = segmentFrom(
    Array.from(visits, ([visitor, events]) => ({
      visitor,
      session: 's',
      events: events.sort((a, b) => a.at - b.at),
    })),
  )

  it.each([
    ['an hour', 3_600, [186, 26]],
    ['a day', 86_400, [186, 35]],
  ])('has the known funnel within %s', (_, window, counts) => {
    expect(visits.size).toBe(1_275)
    const steps = [{ page: '/projects/xdotool' }, { page: '/projects/xdotool/xdotool.xhtml' }]
    const query = funnelQuerySchema.parse({ ...range, steps, window })
    expect(runFunnel([segment], query).steps.map(({ count }) => count)).toEqual(counts)
  })
})
