import { availableParallelism } from 'node:os'
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { Piscina } from 'piscina'
import type { Config } from '../config/config.js'
import { CONFIG } from '../config/config.module.js'
import { type FunnelCounts, FunnelTallies } from '../funnel/FunnelTallies.js'
import type { ParsedFunnelQuery } from '../funnel/funnelQuery.js'
import { runFunnel } from '../funnel/runFunnel.js'
import { counterOf, type WalkCounter } from '../paths/buildPaths.js'
import { addSteps, addVisits } from '../paths/countWalks.js'
import { numberOf, PARTITIONS } from '../rollup/partitionOf.js'
import { decodeJourneys } from '../segments/codec.js'
import type { JourneySegment, JourneyView } from '../segments/segment.js'
import { shareJourneys } from '../segments/shareJourneys.js'
import { copyOf } from './copyOf.js'
import type { ResultOf, TaskOf } from './doerOf.js'
import type { HeldView, ReportTasks, ReportThreadData, ViewTasks } from './report.thread.js'

/** A thread that no report has asked for so long (ms) ends, and what it noted is given back. */
const IDLE_FOR = 60_000
/** What lives long in a thread lies outside its heap. */
const YOUNG_MB = 12
/** Fewer sessions are gone through in less time than it takes to tell a thread. */
const LEAST_SESSIONS = 20_000
/** Fewer bytes of segments are decoded in less time than it takes to tell a thread. */
const LEAST_BYTES = 65_536

/**
 * Computes what takes reports long in threads of their own, as many as there are processors, so that they neither hold up
 * what comes nor one another. A partition always goes to the same thread: it knows the partition's segments, which lie in
 * shared memory, and what it has noted of them. TypeScript sources that are run as they are have no file to start a thread
 * from; there, as for small sites, it happens in this one.
 */
@Injectable()
export class ReportThreads implements OnApplicationShutdown {
  private readonly pools: Piscina[]
  private turn = 0

  constructor(@Inject(CONFIG) { reportCacheBytes }: Config) {
    const threads = import.meta.url.endsWith('.js') ? Math.min(PARTITIONS, availableParallelism()) : 0
    this.pools = Array.from(
      { length: threads },
      () =>
        new Piscina({
          filename: new URL('./report.thread.js', import.meta.url).href,
          workerData: {
            heldBytes: Math.max(1, Math.floor(reportCacheBytes / threads)),
          } satisfies ReportThreadData,
          minThreads: 0,
          maxThreads: 1,
          idleTimeout: IDLE_FOR,
          // Between two tasks a thread has to get round to its garbage.
          atomics: 'disabled',
          resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
        }),
    )
  }

  /** How many segments are worth decoding at once. */
  get atOnce(): number {
    return 2 * Math.max(1, this.pools.length)
  }

  /** See `decodeJourneys`. The columns are shared with the threads. */
  async decode(columns: Uint8Array): Promise<JourneySegment> {
    if (this.pools.length === 0 || columns.length < LEAST_BYTES) return shareJourneys(decodeJourneys(columns))
    const bytes = copyOf(columns)
    const pool = this.pools[this.turn++ % this.pools.length]!
    return run(pool, 'decode', bytes, [bytes.buffer])
  }

  /** See `runFunnel`. */
  async funnel(views: readonly JourneyView[], query: ParsedFunnelQuery): Promise<FunnelCounts> {
    if (!this.isWorthwhile(views)) return runFunnel(views, query)
    const tallies = new FunnelTallies(query)
    for (const state of await this.inParts('funnel', views, { query })) tallies.merge(state)
    return tallies.counts()
  }

  /** Counts the walks of some sessions for `buildPaths`. */
  walkCounter(views: readonly JourneyView[]): WalkCounter {
    if (!this.isWorthwhile(views)) return counterOf(views)
    return {
      visits: async (question) => addVisits(await this.inParts('visits', views, question)),
      steps: async (question) => addSteps(await this.inParts('steps', views, question)),
    }
  }

  async onApplicationShutdown() {
    await Promise.all(this.pools.map((pool) => pool.destroy()))
  }

  private isWorthwhile(views: readonly JourneyView[]): boolean {
    if (this.pools.length === 0) return false
    return views.reduce((sum, { segment }) => sum + segment.sessions.count, 0) >= LEAST_SESSIONS
  }

  /** Has each thread compute its share. */
  private inParts<N extends keyof ViewTasks>(
    name: N,
    views: readonly JourneyView[],
    rest: Omit<TaskOf<ViewTasks, N>, 'views'>,
  ): Promise<NonNullable<ResultOf<ViewTasks, N>>[]> {
    const shares = this.pools.map((): JourneyView[] => [])
    for (const view of views) shares[this.shareOf(view)]!.push(view)
    return Promise.all(shares.map((share, index) => computed(this.pools[index]!, name, share, rest)))
  }

  /** Visitors do not meet across partitions, so that each may be counted anywhere. */
  private shareOf({ partition }: JourneyView): number {
    return partition === undefined ? 0 : numberOf(partition) % this.pools.length
  }
}

/** Tells the thread of a segment only where it does not know it. */
async function computed<N extends keyof ViewTasks>(
  pool: Piscina,
  name: N,
  views: readonly JourneyView[],
  rest: Omit<TaskOf<ViewTasks, N>, 'views'>,
): Promise<NonNullable<ResultOf<ViewTasks, N>>> {
  const ask = (views: HeldView[]) => run(pool, name, { ...rest, views } as TaskOf<ReportTasks, N>)
  const whole = views.map(({ segment, ...view }): HeldView => ({ ...view, segment: journeysIn(segment) }))
  const named = whole.map(({ segment, ...view }) => (view.id === undefined ? { ...view, segment } : view))
  const answer = (await ask(named)) ?? (await ask(whole))
  if (!answer) throw new Error('a report thread did not know a segment that it was given')
  return answer
}

/** Without what only other reports read, which would have to be copied. */
const journeysIn = ({ dictionaries, sessions, journeys }: JourneySegment): JourneySegment => ({
  dictionaries,
  sessions,
  journeys,
})

function run<N extends keyof ReportTasks>(
  pool: Piscina,
  name: N,
  task: TaskOf<ReportTasks, N>,
  transferList: ArrayBuffer[] = [],
): Promise<ResultOf<ReportTasks, N>> {
  return pool.run({ name, task }, { transferList })
}
