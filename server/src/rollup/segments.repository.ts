import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import { Binary } from 'mongodb'
import { type Model, Types } from 'mongoose'
import type { SegmentBytes } from '../segments/repack.js'
import type { SegmentRef } from './partition.entity.js'
import { StoredSegment } from './segment.entity.js'

/** Bytes that one document holds at most; a MongoDB document ends at 16 MiB. */
const PART = 8 * 1_048_576

/** Segments that one query reads, so that their bytes are in memory for a moment only. */
const AT_ONCE = 8

/** A segment that a manifest named is gone: it was replaced since the manifest was read. */
export class SegmentGoneError extends Error {}

/**
 * Segments as bytes. One that does not fit into a document (a single endless session) goes on in further ones: the
 * first is named by the segment's id and tells how many there are, the others are `<id>:1`, `<id>:2` …
 */
@Injectable()
export class SegmentsRepository {
  constructor(@InjectModel(StoredSegment.name) private readonly model: Model<StoredSegment>) {}

  /** @returns the new segment's id, and how many documents it takes. */
  async insert(
    { site, log, token }: Pick<StoredSegment, 'site' | 'log' | 'token'>,
    { columns, identity }: SegmentBytes,
  ): Promise<{ id: string; parts: number }> {
    const id = new Types.ObjectId().toHexString()
    const parts = Math.max(1, Math.ceil((columns.length + identity.length) / PART))
    if (parts === 1) {
      await this.write({
        _id: id,
        site,
        log,
        token,
        columns: new Binary(columns),
        identity: new Binary(identity),
      })
      return { id, parts }
    }
    // The first comes last: where it is, all are.
    for (let part = parts - 1; part >= 0; part--) {
      const share = (bytes: Uint8Array) => {
        const each = Math.ceil(bytes.length / parts)
        return new Binary(bytes.subarray(part * each, (part + 1) * each))
      }
      const rest = { site, log, token, columns: share(columns), identity: share(identity) }
      await this.write({ _id: nameOf(id, part), ...rest, ...(part === 0 && { parts }) })
    }
    return { id, parts }
  }

  /**
   * What reports read, of many segments, in any order.
   * @throws SegmentGoneError
   */
  async *columnsOf(ids: readonly string[]): AsyncGenerator<{ id: string; columns: Uint8Array }> {
    for (let i = 0; i < ids.length; i += AT_ONCE) {
      const left = new Set(ids.slice(i, i + AT_ONCE))
      const stored = this.model.collection.find<StoredSegment>({ _id: { $in: [...left] } } as never, {
        projection: { columns: 1, parts: 1 },
      })
      for await (const { _id: id, columns, parts } of stored) {
        left.delete(id)
        if (parts === undefined) yield { id, columns: columns.buffer }
        else
          yield {
            id,
            columns: joined((await this.read(id, { columns: 1, parts: 1 })).map((part) => part.columns)),
          }
      }
      for (const id of left) throw new SegmentGoneError(`segment ${id} is gone`)
    }
  }

  /** All of it. @throws SegmentGoneError */
  async find(id: string): Promise<SegmentBytes> {
    const parts = await this.read(id, { columns: 1, identity: 1, parts: 1 })
    return {
      columns: joined(parts.map(({ columns }) => columns)),
      identity: joined(parts.map(({ identity }) => identity)),
    }
  }

  /** Removes all segments of a partition but these, and those that later holders of its lease have written. */
  async keepOnly(
    { log, token }: Pick<StoredSegment, 'log' | 'token'>,
    refs: readonly Pick<SegmentRef, 'id' | 'parts'>[],
  ): Promise<void> {
    const kept = refs.flatMap(({ id, parts = 1 }) =>
      Array.from({ length: parts }, (_, part) => nameOf(id, part)),
    )
    await this.model.deleteMany({ log, token: { $lte: token }, _id: { $nin: kept } })
  }

  private async write(document: StoredSegment) {
    await this.model.collection.insertOne(document as never)
  }

  private async read(id: string, fields: Partial<Record<keyof StoredSegment, 1>>): Promise<StoredSegment[]> {
    const first = await this.model.findById(id).select(fields).lean<StoredSegment>()
    if (!first) throw new SegmentGoneError(`segment ${id} is gone`)
    const found = [first]
    for (let part = 1; part < (first.parts ?? 1); part++) {
      const next = await this.model.findById(nameOf(id, part)).select(fields).lean<StoredSegment>()
      if (!next) throw new SegmentGoneError(`segment ${id} is gone`)
      found.push(next)
    }
    return found
  }
}

const nameOf = (id: string, part: number) => (part === 0 ? id : `${id}:${part}`)

function joined(parts: Binary[]): Uint8Array {
  return parts.length === 1 ? parts[0]!.buffer : Buffer.concat(parts.map((part) => part.value()))
}
