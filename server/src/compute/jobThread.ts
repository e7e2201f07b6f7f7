import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { Piscina } from 'piscina'
import type { EncodedCells } from '../heatmap/gridCodec.js'
import type { ChunkBytes, RawBatch } from '../rollup/chunkOf.js'
import type { RepackedSegment, SegmentBytes, SegmentsOutline } from '../segments/repack.js'
import { copyOf, copyOfCells } from './copyOf.js'
import type { ResultOf, TaskOf } from './doerOf.js'
import compute, { type Tasks } from './job.thread.js'

/** A thread with nothing to do for so long (ms) ends, and its memory is given back. */
const IDLE_FOR = 10_000

/**
 * Computes what jobs need in a thread of its own, so that counting what came does not hold up what comes. TypeScript sources
 * that are run as they are have no file to start a thread from; there it happens in this one.
 */
@Injectable()
export class JobThread implements OnApplicationShutdown {
  private readonly pool = import.meta.url.endsWith('.js')
    ? new Piscina({
        filename: new URL('./job.thread.js', import.meta.url).href,
        minThreads: 0,
        maxThreads: 1,
        idleTimeout: IDLE_FOR,
      })
    : null

  /** See `chunkOf`; with `erase` see `erasureChunkOf`. */
  makeChunk(batches: readonly RawBatch[], erase: boolean): Promise<ChunkBytes> {
    const owned = batches.map(({ body, ...context }) => ({ ...context, body: copyOf(body) }))
    return this.run('makeChunk', { batches: owned, erase })
  }

  /** Of each list of grids the sum: see `sumCells`. */
  sumGrids(grids: readonly EncodedCells[][]): Promise<EncodedCells[]> {
    return this.run(
      'sumGrids',
      grids.map((parts) => parts.map(copyOfCells)),
    )
  }

  /** See `outlineOf`. */
  outline(segments: readonly SegmentBytes[]): Promise<SegmentsOutline> {
    return this.run('outline', segments.map(copyOfSegment))
  }

  /** See `repack`. */
  repack(segments: readonly SegmentBytes[], without?: ReadonlySet<number>): Promise<RepackedSegment[]> {
    return this.run('repack', { segments: segments.map(copyOfSegment), ...(without && { without }) })
  }

  async onApplicationShutdown() {
    await this.pool?.destroy()
  }

  private async run<N extends keyof Tasks>(name: N, task: TaskOf<Tasks, N>): Promise<ResultOf<Tasks, N>> {
    return this.pool ? this.pool.run({ name, task }) : compute({ name, task })
  }
}

const copyOfSegment = ({ columns, identity }: SegmentBytes): SegmentBytes => ({
  columns: copyOf(columns),
  identity: copyOf(identity),
})
