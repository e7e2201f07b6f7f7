import { Inject, Injectable } from '@nestjs/common'
import { LRUCache } from 'lru-cache'
import { letGo } from '../compute/collector.js'
import { ReportThreads } from '../compute/reportThreads.js'
import type { Config } from '../config/config.js'
import { CONFIG } from '../config/config.module.js'
import { decodeSegment } from '../segments/codec.js'
import { heldBytes } from '../segments/heldBytes.js'
import type { JourneySegment, Segment } from '../segments/segment.js'
import { sharedBytes } from '../segments/shareJourneys.js'
import { SegmentsRepository } from './segments.repository.js'

/**
 * Decoded segments by id, within `REPORT_CACHE_MB`; past it the least recently used go. They never change, so what is here is
 * right for ever.
 */
@Injectable()
export class SegmentCache {
  private readonly segments: LRUCache<string, JourneySegment>

  constructor(
    private readonly stored: SegmentsRepository,
    private readonly threads: ReportThreads,
    @Inject(CONFIG) { reportCacheBytes }: Config,
  ) {
    this.segments = new LRUCache({
      maxSize: reportCacheBytes,
      sizeCalculation: heldBytes,
      dispose: (segment) => letGo(sharedBytes(segment)),
    })
  }

  /** @throws SegmentGoneError */
  async journeys(id: string): Promise<JourneySegment> {
    return (await this.journeysOf([id]))[0]!
  }

  /**
   * The segments of these ids, in that order.
   * @throws SegmentGoneError
   */
  journeysOf(ids: readonly string[]): Promise<JourneySegment[]> {
    return this.decoded('journeys', ids, (columns) => this.threads.decode(columns))
  }

  /** @throws SegmentGoneError */
  wholeOf(ids: readonly string[]): Promise<Segment[]> {
    return this.decoded('whole', ids, decodeSegment)
  }

  private async decoded<S extends JourneySegment>(
    kind: string,
    ids: readonly string[],
    decode: (columns: Uint8Array) => S | Promise<S>,
  ): Promise<S[]> {
    // Held here as well, for the cache may be too small for all of them.
    const found = new Map<string, S>()
    for (const id of ids) {
      const cached = this.segments.get(`${kind} ${id}`)
      if (cached) found.set(id, cached as S)
    }
    const missing = ids.filter((id) => !found.has(id))
    const taken: Promise<void>[] = []
    const take = async (id: string, columns: Uint8Array) => {
      const segment = await decode(columns)
      found.set(id, segment)
      this.segments.set(`${kind} ${id}`, segment)
      // One that is larger than the whole cache is not kept.
      if (!this.segments.has(`${kind} ${id}`)) letGo(sharedBytes(segment))
    }
    for await (const { id, columns } of this.stored.columnsOf(missing)) {
      const next = take(id, columns)
      // It is awaited below, but may fail before.
      next.catch(() => {})
      taken.push(next)
      await taken.at(-this.threads.atOnce)
    }
    await Promise.all(taken)
    return ids.map((id) => found.get(id)!)
  }
}
