import { afterAll, expect, it } from 'vitest'
// As compiled, for threads are started from files.
import { ReportThreads } from '../dist/compute/reportThreads.js'
import { decodeJourneys, encodeSegment } from '../dist/segments/codec.js'
import { funnelQuerySchema } from '../src/funnel/funnelQuery.js'
import { runFunnel } from '../src/funnel/runFunnel.js'
import { buildPaths } from '../src/paths/buildPaths.js'
import { pathsQuerySchema } from '../src/paths/pathsQuery.js'
import { type Happening, pieceFrom } from '../src/reports/session.fixture.js'
import { numberOf, partitionOf, partitionsOf } from '../src/rollup/partitionOf.js'
import type { JourneyView } from '../src/segments/segment.js'
import { randomFrom } from './random.js'

const SITE = 'site'
const SESSIONS = 30_000
const T = Date.UTC(2026, 10, 10)
const queries = [
  { per: 'visitor', breakdown: 'device' },
  { per: 'session', breakdown: 'entry' },
  { per: 'visitor', order: 'any' },
  { per: 'session', order: 'strict', device: 'mobile' },
].map((query) =>
  funnelQuerySchema.parse({
    from: new Date(T).toISOString(),
    to: new Date(T + 86_400_000).toISOString(),
    steps: [{ page: '/' }, { page: '/p/*' }, { click: '#buy' }],
    ...query,
  }),
)

const threads: ReportThreads[] = []
const start = (reportCacheBytes: number) => {
  const started = new ReportThreads({ reportCacheBytes } as never)
  threads.push(started)
  return started
}
afterAll(() => Promise.all(threads.map((each) => each.onApplicationShutdown())))

it('count what one thread counts, first and again, whether or not they may keep anything', async () => {
  const roomy = start(64 * 1_048_576)
  const tight = start(1)
  const views = await viewsOf(roomy, columnsByPartition())
  // As a site that is written to has them: some sessions go on in what is not packed yet.
  const [first, ...others] = views
  const masked = Uint8Array.from({ length: first!.segment.sessions.count }, (_, row) => row % 2)
  const { id: _, ...live } = first!
  const asOne = [{ ...first!, masked }, { ...live, masked: masked.map((bit) => 1 - bit) }, ...others]
  for (const query of queries) {
    const expected = runFunnel(views, query)
    expect(expected.converted).toBeGreaterThan(0)
    for (const each of [roomy, roomy, tight]) {
      expect(await each.funnel(views, query)).toEqual(expected)
      expect(await each.funnel(asOne, query)).toEqual(expected)
    }
  }
})

it('count the walks that one thread counts, in one go or in two', async () => {
  const each = start(64 * 1_048_576)
  const views = await viewsOf(each, columnsByPartition())
  const range = { from: new Date(T).toISOString(), to: new Date(T + 86_400_000).toISOString() }
  for (const query of [{}, { end: '/p/2', device: 'mobile' }, { start: '/p/1', exclude: '/' }].map((more) =>
    pathsQuerySchema.parse({ ...range, limit: 2, ...more }),
  ))
    for (const maxPairs of [undefined, 0]) {
      const expected = await buildPaths(views, query)
      expect(expected.links.length).toBeGreaterThan(1)
      expect(await buildPaths(views, query, each.walkCounter(views), maxPairs)).toEqual(expected)
    }
})

it('decode what they are given, or say what is wrong with it', async () => {
  const each = start(64 * 1_048_576)
  const columns = columnsByPartition().get(partitionsOf(SITE)[0]!)!
  const decoded = await each.decode(columns)
  expect(decoded).toEqual(decodeJourneys(columns))
  expect(decoded.sessions.start.buffer).toBeInstanceOf(SharedArrayBuffer)
  await expect(each.decode(columns.fill(255, 9))).rejects.toThrow('This segment is damaged')
})

async function viewsOf(each: ReportThreads, byPartition: Map<string, Uint8Array>): Promise<JourneyView[]> {
  return Promise.all(
    Array.from(byPartition, async ([partition, columns]) => ({
      id: `segment-${numberOf(partition)}`,
      partition,
      segment: (await each.decode(columns)) as JourneyView['segment'],
      masked: null,
    })),
  )
}

/** A segment for each partition. */
function columnsByPartition(): Map<string, Uint8Array> {
  const random = randomFrom(20261126)
  const pick = <V>(values: readonly V[]) => values[Math.floor(random() * values.length)]!
  const pieces = new Map(
    partitionsOf(SITE).map((partition) => [partition, [] as ReturnType<typeof pieceFrom>[]]),
  )
  for (let number = 0; number < SESSIONS; number++) {
    const visitor = `v-${Math.floor(random() * (SESSIONS / 2))}`
    let at = T + Math.floor(random() * 80_000_000)
    const events: Happening[] = [{ page: '/', at }]
    for (let left = Math.floor(random() * 4); left > 0; left--) {
      at += 1 + Math.floor(random() * 60_000)
      events.push({
        ...pick<object>([{ page: '/p/1' }, { page: '/p/2' }, { click: '#buy' }]),
        at,
      } as Happening)
    }
    pieces
      .get(partitionOf(SITE, visitor))!
      .push(pieceFrom({ visitor, session: `s-${number}`, width: pick([390, 1_440]), events }))
  }
  return new Map(Array.from(pieces, ([partition, own]) => [partition, encodeSegment(own).columns]))
}
