import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import { LRUCache } from 'lru-cache'
import type { Model } from 'mongoose'
import { decodeSegment } from '../segments/codec.js'
import type { Segment } from '../segments/segment.js'
import { StoredSegment } from './segment.entity.js'

/** Decoded segments that are kept (bytes, roughly); past it the least recently used go. */
const MEMORY = 512 * 1_048_576

/** A segment that a manifest named is gone: it was replaced since the manifest was read. */
export class SegmentGoneError extends Error {}

/** Decoded segments by id. They never change, so what is here is right for ever. */
@Injectable()
export class SegmentCache {
  private readonly segments = new LRUCache<string, Segment>({ maxSize: MEMORY, sizeCalculation: bytesOf })

  constructor(@InjectModel(StoredSegment.name) private readonly model: Model<StoredSegment>) {}

  /** @throws SegmentGoneError */
  async columns(id: string): Promise<Segment> {
    const cached = this.segments.get(id)
    if (cached) return cached
    const stored = await this.model.findById(id).select({ columns: 1 }).lean<Pick<StoredSegment, 'columns'>>()
    if (!stored) throw new SegmentGoneError(`segment ${id} is gone`)
    const segment = decodeSegment(stored.columns.buffer)
    this.segments.set(id, segment)
    return segment
  }
}

function bytesOf({ sessions, timeline, views }: Segment): number {
  let bytes = 1_024
  for (const columns of [sessions, timeline, views])
    for (const column of Object.values(columns)) if (ArrayBuffer.isView(column)) bytes += column.byteLength
  return bytes
}
