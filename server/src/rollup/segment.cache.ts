import { Injectable } from '@nestjs/common'
import { LRUCache } from 'lru-cache'
import { decodeSegment } from '../segments/codec.js'
import type { Segment } from '../segments/segment.js'
import { SegmentsRepository } from './segments.repository.js'

/** Decoded segments that are kept (bytes, roughly); past it the least recently used go. */
const MEMORY = 512 * 1_048_576

/** Decoded segments by id. They never change, so what is here is right for ever. */
@Injectable()
export class SegmentCache {
  private readonly segments = new LRUCache<string, Segment>({ maxSize: MEMORY, sizeCalculation: bytesOf })

  constructor(private readonly stored: SegmentsRepository) {}

  /** @throws SegmentGoneError */
  async columns(id: string): Promise<Segment> {
    const cached = this.segments.get(id)
    if (cached) return cached
    const segment = decodeSegment(await this.stored.columns(id))
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
