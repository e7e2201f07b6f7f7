import { Inject, Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import { LRUCache } from 'lru-cache'
import type { Model } from 'mongoose'
import type { Config } from '../config/config.js'
import { CONFIG } from '../config/config.module.js'
import { StoredBatch } from '../ingest/batch.entity.js'
import { Chunk } from '../rollup/chunk.entity.js'
import type { Partition } from '../rollup/partition.entity.js'
import { partitionsOf } from '../rollup/partitionOf.js'
import { PartitionsRepository } from '../rollup/partitions.repository.js'
import { SegmentCache } from '../rollup/segment.cache.js'
import { SegmentGoneError, SegmentsRepository } from '../rollup/segments.repository.js'
import { buildSegment } from '../segments/buildSegment.js'
import { findSessions } from '../segments/findSessions.js'
import { heldBytes } from '../segments/heldBytes.js'
import type { JourneySegment, Segment, SegmentView } from '../segments/segment.js'
import { unpackSessions } from '../segments/unpackSessions.js'
import type { SessionPiece } from '../sessions/session.js'

/** A site's data at one moment: every rolled-up batch exactly once. */
export interface Snapshot<S extends JourneySegment = Segment> {
  /** Acknowledged batches that are not in it. */
  pending: number
  /** When it was read. */
  asOf: string
  sessions: SegmentView<S>[]
  /** Chunks whose grids may not be packed yet. */
  chunks: Chunk[]
}

/** The sessions of chunks, as far as they are not packed yet. */
interface LivePart {
  /** Null when there are none. */
  segment: Segment | null
  /** By index of the packed segment: which of its sessions are in the live one. */
  masks: ReadonlyMap<number, Uint8Array>
}

const NOTHING_LIVE: LivePart = { segment: null, masks: new Map() }

/** How segments are got by their ids. */
type SegmentReader<S extends JourneySegment> = (ids: readonly string[]) => Promise<S[]>

/** A pack job can replace what is being read; then it is read again, so often at most. */
const TRIES = 10

/** Chunks, and the live parts made of them, each take this share of `REPORT_CACHE_MB` at most. */
const SHARE = 1 / 2

@Injectable()
export class SnapshotService {
  private readonly chunkCache: LRUCache<string, Chunk>
  private readonly liveParts: LRUCache<string, LivePart>

  constructor(
    @InjectModel(StoredBatch.name) private readonly batches: Model<StoredBatch>,
    @InjectModel(Chunk.name) private readonly chunks: Model<Chunk>,
    private readonly segments: SegmentsRepository,
    private readonly partitions: PartitionsRepository,
    private readonly cache: SegmentCache,
    @Inject(CONFIG) { reportCacheBytes }: Config,
  ) {
    const maxSize = Math.max(1, Math.floor(reportCacheBytes * SHARE))
    this.chunkCache = new LRUCache({ maxSize, sizeCalculation: bytesOfChunk })
    this.liveParts = new LRUCache({ maxSize, sizeCalculation: bytesOfLive })
  }

  read(site: string): Promise<Snapshot> {
    return this.readWith(site, (ids) => this.cache.wholeOf(ids))
  }

  /** The same for those who look at journeys alone. */
  readJourneys(site: string): Promise<Snapshot<JourneySegment>> {
    return this.readWith(site, (ids) => this.cache.journeysOf(ids))
  }

  private async readWith<S extends JourneySegment>(
    site: string,
    segmentsOf: SegmentReader<S>,
  ): Promise<Snapshot<S | Segment>> {
    // Counted first: a batch that is rolled up from here on is in the data though it was counted, never the other way.
    const pending = await this.batches.countDocuments({ todo: { $in: partitionsOf(site) } })
    const asOf = new Date().toISOString()
    const partitions = await this.partitions.ofSite(site)
    const parts = await Promise.all(partitions.map((partition) => this.readPart(partition, segmentsOf)))
    return {
      pending,
      asOf,
      sessions: parts.flatMap(({ sessions }) => sessions),
      chunks: parts.flatMap(({ chunks }) => chunks),
    }
  }

  private async readPart<S extends JourneySegment>(
    partition: Partition,
    segmentsOf: SegmentReader<S>,
  ): Promise<Pick<Snapshot<S | Segment>, 'sessions' | 'chunks'>> {
    let current = partition
    for (let tries = 1; ; tries++) {
      try {
        const chunks = await this.unpacked(current)
        if (chunks) return { chunks, sessions: await this.sessions(current, chunks, segmentsOf) }
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
    // Held here as well, for the cache may be too small for all of them.
    const byId = new Map<string, Chunk>()
    for (const id of ids) {
      const cached = this.chunkCache.get(id)
      if (cached) byId.set(id, cached)
    }
    const missing = ids.filter((id) => !byId.has(id))
    const read = missing.length === 0 ? [] : await this.chunks.find({ _id: { $in: missing } }).lean<Chunk[]>()
    for (const chunk of read) {
      byId.set(chunk._id, chunk)
      this.chunkCache.set(chunk._id, chunk)
    }
    const chunks: Chunk[] = []
    for (const id of ids) {
      const chunk = byId.get(id)
      if (chunk) chunks.push(chunk)
      // The chunk of the job that is under way may not be there yet.
      else if (!(claim && id === ids.at(-1))) return null
    }
    return chunks
  }

  private async sessions<S extends JourneySegment>(
    { _id: partition, log, segments }: Partition,
    chunks: Chunk[],
    segmentsOf: SegmentReader<S>,
  ): Promise<SegmentView<S | Segment>[]> {
    const ids = segments.map(({ id }) => id)
    const live = await this.live(log, ids, chunks)
    const views = (await segmentsOf(ids)).map(
      (segment, index): SegmentView<S | Segment> => ({
        id: ids[index]!,
        segment,
        masked: live.masks.get(index) ?? null,
        partition,
      }),
    )
    if (live.segment) views.push({ segment: live.segment, masked: null, partition })
    return views
  }

  private async live(log: string, ids: string[], chunks: Chunk[]): Promise<LivePart> {
    if (chunks.length === 0) return NOTHING_LIVE
    const key = [log, ids, chunks.map(({ seq }) => seq)].join()
    const cached = this.liveParts.get(key)
    if (cached) return cached
    const live = await this.buildLive(ids, chunks)
    this.liveParts.set(key, live)
    return live
  }

  /** A segment of the chunks' sessions; the packed part of a session moves into it and is masked where it was. */
  private async buildLive(ids: string[], chunks: Chunk[]): Promise<LivePart> {
    const pieces: SessionPiece[] = chunks.flatMap(({ columns, identity }) =>
      unpackSessions(columns.buffer, identity.buffer),
    )
    const digests = [...new Set(pieces.map(({ session }) => session))]
    const masks = new Map<number, Uint8Array>()
    for (const [index, segment] of (await this.cache.journeysOf(ids)).entries()) {
      const rows = findSessions(segment, digests)
      if (rows.length === 0) continue
      const { columns, identity } = await this.segments.find(ids[index]!)
      pieces.push(...unpackSessions(columns, identity, rows))
      const masked = new Uint8Array(segment.sessions.count)
      for (const row of rows) masked[row] = 1
      masks.set(index, masked)
    }
    return { segment: buildSegment(pieces), masks }
  }
}

function bytesOfChunk({ columns, identity, grids }: Chunk): number {
  let bytes = 1_024 + columns.length() + identity.length()
  for (const { page, cells, elements } of grids)
    bytes += 512 + 2 * page.length + cells.length() + (elements?.length() ?? 0)
  return bytes
}

function bytesOfLive({ segment, masks }: LivePart): number {
  let bytes = 256 + (segment === null ? 0 : heldBytes(segment))
  for (const mask of masks.values()) bytes += 256 + mask.byteLength
  return bytes
}
