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
  journeys(id: string): Promise<JourneySegment> {
    return this.decoded(`journeys ${id}`, id, decodeJourneys)
  }

  /** @throws SegmentGoneError */
  whole(id: string): Promise<Segment> {
    return this.decoded(`whole ${id}`, id, decodeSegment)
  }

  private async decoded<S extends JourneySegment>(
    key: string,
    id: string,
    decode: (columns: Uint8Array) => S,
  ): Promise<S> {
    const cached = this.segments.get(key)
    if (cached) return cached as S
    const stored = await this.model.collection.findOne<Pick<StoredSegment, 'columns'>>({ _id: id } as never, {
      projection: { columns: 1 },
    })
    if (!stored) throw new SegmentGoneError(`segment ${id} is gone`)
    const segment = decode(stored.columns.buffer)
    this.segments.set(key, segment)
    return segment
  }
}

function bytesOf(segment: JourneySegment | Segment): number {
  let bytes = 1_024 + NOTES * segment.sessions.count
  for (const columns of Object.values(segment))
    for (const column of Object.values(columns)) if (ArrayBuffer.isView(column)) bytes += column.byteLength
  return bytes
}
