import { Inject, Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import { LRUCache } from 'lru-cache'
import type { Model } from 'mongoose'
import type { Config } from '../config/config.js'
import { CONFIG } from '../config/config.module.js'
import { decodeJourneys, decodeSegment } from '../segments/codec.js'
import type { JourneySegment, Segment } from '../segments/segment.js'
import { StoredSegment } from './segment.entity.js'

/** What reports note of each session besides the columns (bytes, roughly): visitor indexes and the like. */
const NOTES = 24

/** Segments that one query reads, so that their bytes are in memory for a moment only. */
const AT_ONCE = 32

/** A segment that a manifest named is gone: it was replaced since the manifest was read. */
export class SegmentGoneError extends Error {}

/**
 * Decoded segments by id, within `REPORT_CACHE_MB`; past it the least recently used go. They never change, so what is here is
 * right for ever.
 */
@Injectable()
export class SegmentCache {
  private readonly segments: LRUCache<string, JourneySegment>

  constructor(
    @InjectModel(StoredSegment.name) private readonly model: Model<StoredSegment>,
    @Inject(CONFIG) { reportCacheBytes }: Config,
  ) {
    this.segments = new LRUCache({ maxSize: reportCacheBytes, sizeCalculation: bytesOf })
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
    return this.decoded('journeys', ids, decodeJourneys)
  }

  /** @throws SegmentGoneError */
  wholeOf(ids: readonly string[]): Promise<Segment[]> {
    return this.decoded('whole', ids, decodeSegment)
  }

  private async decoded<S extends JourneySegment>(
    kind: string,
    ids: readonly string[],
    decode: (columns: Uint8Array) => S,
  ): Promise<S[]> {
    // Held here as well, for the cache may be too small for all of them.
    const found = new Map<string, S>()
    for (const id of ids) {
      const cached = this.segments.get(`${kind} ${id}`)
      if (cached) found.set(id, cached as S)
    }
    const missing = ids.filter((id) => !found.has(id))
    for (let i = 0; i < missing.length; i += AT_ONCE) {
      const stored = this.model.collection.find<Pick<StoredSegment, '_id' | 'columns'>>(
        { _id: { $in: missing.slice(i, i + AT_ONCE) } } as never,
        { projection: { columns: 1 } },
      )
      for await (const { _id, columns } of stored) {
        const segment = decode(columns.buffer)
        found.set(_id, segment)
        this.segments.set(`${kind} ${_id}`, segment)
      }
    }
    return ids.map((id) => {
      const segment = found.get(id)
      if (!segment) throw new SegmentGoneError(`segment ${id} is gone`)
      return segment
    })
  }
}

function bytesOf(segment: JourneySegment | Segment): number {
  let bytes = 1_024 + NOTES * segment.sessions.count
  for (const columns of Object.values(segment))
    for (const column of Object.values(columns)) if (ArrayBuffer.isView(column)) bytes += column.byteLength
  return bytes
}
