import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import { LRUCache } from 'lru-cache'
import type { Model } from 'mongoose'
import { StoredBatch } from '../ingest/batch.entity.js'
import { Chunk } from '../rollup/chunk.entity.js'
import type { Partition } from '../rollup/partition.entity.js'
import { partitionsOf } from '../rollup/partitionOf.js'
import { PartitionsRepository } from '../rollup/partitions.repository.js'
import { SegmentCache } from '../rollup/segment.cache.js'
import { SegmentGoneError, SegmentsRepository } from '../rollup/segments.repository.js'
import { buildSegment } from '../segments/buildSegment.js'
import { findSessions } from '../segments/findSessions.js'
import type { SegmentView } from '../segments/segment.js'
import { unpackSessions } from '../segments/unpackSessions.js'
import type { SessionPiece } from '../sessions/session.js'

/** A site's data at one moment: every rolled-up batch exactly once. */
export interface Snapshot {
  /** Acknowledged batches that are not in it. */
  pending: number
  /** When it was read. */
  asOf: string
  sessions: SegmentView[]
  /** Chunks whose grids may not be packed yet. */
  chunks: Chunk[]
}

/** A pack job can replace what is being read; then it is read again, so often at most. */
const TRIES = 10

/** Chunks kept in memory (bytes). */
const CHUNK_MEMORY = 128 * 1_048_576
/** Partitions whose live part is kept in memory. */
const LIVE_PARTS = 64

@Injectable()
export class SnapshotService {
  private readonly chunkCache = new LRUCache<string, Chunk>({
    maxSize: CHUNK_MEMORY,
    sizeCalculation: bytesOf,
  })
  private readonly parts = new LRUCache<string, SegmentView[]>({ max: LIVE_PARTS })

  constructor(
    @InjectModel(StoredBatch.name) private readonly batches: Model<StoredBatch>,
    @InjectModel(Chunk.name) private readonly chunks: Model<Chunk>,
    private readonly segments: SegmentsRepository,
    private readonly partitions: PartitionsRepository,
    private readonly cache: SegmentCache,
  ) {}

  async read(site: string): Promise<Snapshot> {
    // Counted first: a batch that is rolled up from here on is in the data though it was counted, never the other way.
    const pending = await this.batches.countDocuments({ todo: { $in: partitionsOf(site) } })
    const asOf = new Date().toISOString()
    const parts = await Promise.all(
      (await this.partitions.ofSite(site)).map((partition) => this.readPart(partition)),
    )
    return {
      pending,
      asOf,
      sessions: parts.flatMap(({ sessions }) => sessions),
      chunks: parts.flatMap(({ chunks }) => chunks),
    }
  }

  private async readPart(partition: Partition): Promise<Pick<Snapshot, 'sessions' | 'chunks'>> {
    let current = partition
    for (let tries = 1; ; tries++) {
      try {
        const chunks = await this.unpacked(current)
        if (chunks) return { chunks, sessions: await this.sessions(current, chunks) }
      } catch (error) {
        if (!(error instanceof SegmentGoneError)) throw error
      }
      if (tries === TRIES)
        throw new Error(`partition ${partition._id} was repacked ${TRIES} times while it was read`)
      const again = await this.partitions.find(partition._id)
      if (!again) return { sessions: [], chunks: [] }
      current = again
    }
  }

  /** The chunks after the packed ones; null when some are gone, since they were packed in the meantime. */
  private async unpacked({ log, packed, seq, claim }: Partition): Promise<Chunk[] | null> {
    const ids = Array.from({ length: seq - packed }, (_, i) => `${log}:${packed + 1 + i}`)
    const missing = ids.filter((id) => !this.chunkCache.has(id))
    const read = await this.chunks.find({ _id: { $in: missing } }).lean<Chunk[]>()
    const byId = new Map(read.map((chunk) => [chunk._id, chunk]))
    for (const chunk of read) this.chunkCache.set(chunk._id, chunk)
    const chunks: Chunk[] = []
    for (const id of ids) {
      const chunk = byId.get(id) ?? this.chunkCache.get(id)
      if (chunk) chunks.push(chunk)
      // The chunk of the job that is under way may not be there yet.
      else if (!(claim && id === ids.at(-1))) return null
    }
    return chunks
  }

  private async sessions({ log, segments }: Partition, chunks: Chunk[]): Promise<SegmentView[]> {
    const key = [log, segments.map(({ id }) => id), chunks.map(({ seq }) => seq)].join()
    const cached = this.parts.get(key)
    if (cached) return cached
    const views: SegmentView[] = []
    for (const { id } of segments) views.push({ segment: await this.cache.columns(id), masked: null })
    if (chunks.length > 0)
      await this.addLive(
        views,
        segments.map(({ id }) => id),
        chunks,
      )
    this.parts.set(key, views)
    return views
  }

  /** Adds a segment of the chunks' sessions; the packed part of a session moves into it and is masked where it was. */
  private async addLive(views: SegmentView[], ids: string[], chunks: Chunk[]) {
    const pieces: SessionPiece[] = chunks.flatMap(({ columns, identity }) =>
      unpackSessions(columns.buffer, identity.buffer),
    )
    const digests = [...new Set(pieces.map(({ session }) => session))]
    for (const [index, { segment }] of views.entries()) {
      const rows = findSessions(segment, digests)
      if (rows.length === 0) continue
      const { columns, identity } = await this.segments.find(ids[index]!)
      for (const piece of unpackSessions(columns, identity, rows)) pieces.push(piece)
      const masked = new Uint8Array(segment.sessions.count)
      for (const row of rows) masked[row] = 1
      views[index] = { segment, masked }
    }
    views.push({ segment: buildSegment(pieces), masked: null })
  }
}

function bytesOf({ columns, identity, grids }: Chunk): number {
  let bytes = 1_024 + columns.length() + identity.length()
  for (const { cells, elements } of grids) bytes += 256 + cells.length() + (elements?.length() ?? 0)
  return bytes
}
