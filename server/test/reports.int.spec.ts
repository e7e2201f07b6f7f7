import type { Batch, PathsReport } from '@mouse-tracking/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  apacheBatches,
  caseBatches,
  funnelCases,
  hasClickstreams,
  LONG_AGO,
  msnbcBatches,
  msnbcWalks,
} from './clickstreams.js'
import { TestServer } from './server.js'

const DAY = 86_400

describe.skipIf(!hasClickstreams)('reports of real clickstreams', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await TestServer.start()
  })
  afterAll(() => server.stop())

  async function fill(id: string, batches: Batch[]) {
    await server.admin('POST', '/api/sites', { id })
    const lanes = Array.from({ length: 8 }, (_, lane) => batches.filter((_, i) => i % 8 === lane))
    await Promise.all(
      lanes.map(async (lane) => {
        for (const batch of lane) expect(await server.send(batch)).toMatchObject({ status: 202 })
      }),
    )
  }

  const funnel = async (site: string, query: object): Promise<number[]> => {
    const { steps } = await server.report('funnel', site, { from: LONG_AGO, ...query })
    return steps.map(({ count }: { count: number }) => count)
  }

  describe('others’ funnel cases', () => {
    const cases = hasClickstreams ? funnelCases() : []
    it.each(cases.map((one, n) => [one.title, one, `case-${n}`] as const))('%s', async (_, one, site) => {
      await fill(site, caseBatches(site, one))
      expect(await funnel(site, one.query)).toEqual(one.counts)
    })
  })

  describe('msnbc.com', () => {
    beforeAll(() => fill('msnbc', msnbcBatches('msnbc')), 120_000)

    const steps = [{ page: '/c1' }, { page: '/c2' }, { page: '/c8' }]
    it('has its known funnels', async () => {
      const query = { steps, window: 365 * DAY }
      expect(await funnel('msnbc', { ...query, order: 'ordered' })).toEqual([313, 307, 254])
      expect(await funnel('msnbc', { ...query, order: 'strict' })).toEqual([313, 263, 26])
      expect(await funnel('msnbc', { ...query, per: 'session' })).toEqual([313, 307, 254])
    })

    it('has its known first pages', async () => {
      const { nodes, sessions } = await server.report<PathsReport>(
        `paths?from=${LONG_AGO}&depth=1&limit=20`,
        'msnbc',
      )
      expect(sessions).toBe(323)
      const first = new Map(nodes.map(({ page, starts }) => [page, starts]))
      expect([first.get('/c1'), first.get('/c9'), first.get('/c6'), first.get('/c2')]).toEqual([
        159, 32, 32, 20,
      ])
    })

    it.each([
      { depth: 5, limit: 10 },
      { start: '/c1', depth: 4, limit: 3 },
      { end: '/c8', depth: 6, limit: 5 },
      { start: '/c1', end: '/c2', depth: 20, limit: 2 },
    ])('has the path graph of a brute-force count for %j', async (setting) => {
      const query = new URLSearchParams({ from: LONG_AGO, ...stringsOf(setting) })
      const { sessions, nodes, links } = await server.report<PathsReport>(`paths?${query}`, 'msnbc')
      const expected = bruteForcePaths(msnbcWalks(), setting)
      expect(sessions).toBe(expected.sessions)
      expect(Object.fromEntries(nodes.map(({ id, count }) => [id, count]))).toEqual(expected.nodes)
      expect(
        Object.fromEntries(links.map(({ source, target, value }) => [`${source} ${target}`, value])),
      ).toEqual(expected.links)
    })
  })

  describe('a blog', () => {
    beforeAll(() => fill('blog', apacheBatches('blog')), 120_000)

    it('has its known funnels', async () => {
      const steps = [{ page: '/projects/xdotool' }, { page: '/projects/xdotool/xdotool.xhtml' }]
      expect(await funnel('blog', { steps, window: 3_600 })).toEqual([186, 26])
      expect(await funnel('blog', { steps, window: DAY })).toEqual([186, 35])
    })
  })
})

const stringsOf = (values: object) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]))

interface PathSetting {
  start?: string
  end?: string
  depth: number
  limit: number
}

/** API 4.2, word by word. */
function bruteForcePaths(visits: string[][], { start, end, depth, limit }: PathSetting) {
  const walks: { pages: string[]; offset: number }[] = []
  for (const visit of visits) {
    let walk = visit.filter((page, i) => page !== visit[i - 1])
    if (start !== undefined) {
      if (!walk.includes(start)) continue
      walk = walk.slice(walk.indexOf(start))
    }
    if (end !== undefined) {
      const at = walk.indexOf(end, start === undefined ? 0 : 1)
      if (at === -1) continue
      walk = walk.slice(0, at + 1)
    }
    if (end !== undefined && start === undefined) {
      const pages = walk.slice(-depth)
      walks.push({ pages, offset: depth - pages.length })
    } else walks.push({ pages: walk.slice(0, depth), offset: 0 })
  }
  const visited = Array.from({ length: depth }, () => new Map<string, number>())
  for (const { pages, offset } of walks)
    for (const [i, page] of pages.entries())
      visited[offset + i]!.set(page, (visited[offset + i]!.get(page) ?? 0) + 1)
  const standing = visited.map(
    (pages) =>
      new Set(
        [...pages]
          .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
          .slice(0, limit)
          .map(([page]) => page),
      ),
  )
  const nodes: Record<string, number> = {}
  const links: Record<string, number> = {}
  for (const { pages, offset } of walks) {
    const ids = pages.map((page, i) => `${offset + i}:${standing[offset + i]!.has(page) ? page : '(other)'}`)
    for (const [i, id] of ids.entries()) {
      nodes[id] = (nodes[id] ?? 0) + 1
      if (i > 0) links[`${ids[i - 1]} ${id}`] = (links[`${ids[i - 1]} ${id}`] ?? 0) + 1
    }
  }
  return { sessions: walks.length, nodes, links }
}
