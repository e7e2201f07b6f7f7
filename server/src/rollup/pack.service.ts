import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import type { Model } from 'mongoose'
import { JobThread } from '../compute/jobThread.js'
import { type GridKey, gridName } from '../heatmap/grid.js'
import { type GridParts, GridsRepository } from '../heatmap/grids.repository.js'
import { fromStored } from '../heatmap/storedCells.js'
import { findSessions } from '../segments/findSessions.js'
import { MAX_SESSIONS } from '../segments/groupByDay.js'
import type { RepackedSegment, SegmentsOutline } from '../segments/repack.js'
import { Chunk } from './chunk.entity.js'
import type { Lease } from './lease.js'
import type { Partition, SegmentRef } from './partition.entity.js'
import { PartitionsRepository } from './partitions.repository.js'
import { RollupService } from './rollup.service.js'
import { SegmentCache } from './segment.cache.js'
import { SegmentsRepository } from './segments.repository.js'

/** A segment with fewer bytes of columns takes more sessions of its day. */
const ROOMY = 1_048_576

/** What is packed at a time: it bounds a job's memory, and what one grid takes in at once (it is one document). */
const AT_ONCE = { chunks: 64, bytes: 32 * 1_048_576, gridBytes: 4 * 1_048_576 }

/**
 * Chunks → grids and segments. Grids remember up to which chunk they count; segments are written anew beside the old
 * ones, and one update of the partition puts them in the place of the old ones and of the chunks. Killed before that,
 * nothing has happened; killed after it, only rubbish is left, which the next run removes.
 */
@Injectable()
export class PackService {
  constructor(
    @InjectModel(Chunk.name) private readonly chunks: Model<Chunk>,
    private readonly segments: SegmentsRepository,
    private readonly partitions: PartitionsRepository,
    private readonly rollup: RollupService,
    private readonly grids: GridsRepository,
    private readonly cache: SegmentCache,
    private readonly compute: JobThread,
  ) {}

  /** @returns false when another worker holds the partition. */
  run(partition: string): Promise<boolean> {
    return this.partitions.withLease(partition, async (lease) => {
      await this.rollup.settle(lease)
      await this.packAll(lease)
    })
  }

  /** Packs every chunk. There must be no claim (`RollupService.settle`). */
  async packAll(lease: Lease): Promise<void> {
    await this.sweep(lease)
    while (await this.packSome(lease));
  }

  /**
   * Takes the sessions of visitors (digests) out of the segments; those in chunks have to be packed before.
   */
  async removeVisitors(lease: Lease, visitors: ReadonlySet<number>): Promise<void> {
    const segments: SegmentRef[] = []
    for (const ref of lease.partition.segments) {
      const { visitor } = (await this.cache.journeys(ref.id)).sessions
      if (!visitor.some((digest) => visitors.has(digest))) segments.push(ref)
      else {
        const left = await this.compute.repack([await this.segments.find(ref.id)], visitors)
        segments.push(...(await this.writeSegments(lease.partition, left, ref.received)))
      }
    }
    await this.replaceSegments(lease, segments)
  }

  /** Drops segments whose latest data was received before the day (epoch ms). */
  async expire(lease: Lease, before: number): Promise<void> {
    const kept = lease.partition.segments.filter(({ received }) => received >= before)
    if (kept.length < lease.partition.segments.length) await this.replaceSegments(lease, kept)
  }

  private async replaceSegments(lease: Lease, segments: SegmentRef[]) {
    await lease.update({ segments: sorted(segments) })
    await this.sweep(lease)
  }

  private async packSome(lease: Lease): Promise<boolean> {
    const chunks = await this.nextChunks(lease)
    const last = chunks.at(-1)
    if (!last) return false
    const { site, log } = lease.partition
    const received = Math.max(...chunks.map((chunk) => chunk.received))
    // Written down first, so that a job that starts over adds the same chunks to the grids again.
    await lease.update({ packing: last.seq })
    await this.grids.add(gridsOf(chunks), { site, log, seq: last.seq, received })
    const segments = await this.mergeSessions(lease, chunks, received)
    await lease.update({ segments, packed: last.seq, packing: null })
    await this.sweep(lease)
    return true
  }

  /** The chunks that are packed next: as many as before when that was cut short. */
  private async nextChunks({ partition: { log, packed, packing, seq } }: Lease): Promise<Chunk[]> {
    const chunks: Chunk[] = []
    let bytes = 0
    let largestGrid = 0
    const gridBytes = new Map<string, number>()
    for (let next = packed + 1; next <= (packing ?? seq); next++) {
      const chunk = await this.chunks.findById(`${log}:${next}`).lean<Chunk>()
      if (!chunk) throw new Error(`chunk ${log}:${next} was claimed but is not in the store`)
      chunks.push(chunk)
      bytes += chunk.columns.length() + chunk.identity.length()
      for (const grid of chunk.grids) {
        const size = grid.cells.length() + (grid.elements?.length() ?? 0)
        const name = gridName(grid)
        const sum = (gridBytes.get(name) ?? 0) + size
        gridBytes.set(name, sum)
        largestGrid = Math.max(largestGrid, sum)
        bytes += size
      }
      const isFull =
        chunks.length === AT_ONCE.chunks || bytes > AT_ONCE.bytes || largestGrid > AT_ONCE.gridBytes
      if (packing === null && isFull) break
    }
    return chunks
  }

  /** Writes the segments that hold the chunks' sessions, and all that these sessions and days were in before. */
  private async mergeSessions(
    { partition }: Lease,
    chunks: Chunk[],
    received: number,
  ): Promise<SegmentRef[]> {
    const fresh = chunks.map(({ columns, identity }) => ({
      columns: columns.buffer,
      identity: identity.buffer,
    }))
    const old = await this.segmentsToReopen(partition.segments, await this.compute.outline(fresh))
    const stored = await Promise.all(old.map(({ id }) => this.segments.find(id)))
    const kept = partition.segments.filter((ref) => !old.includes(ref))
    const latest = Math.max(received, ...old.map((ref) => ref.received))
    const written = await this.compute.repack([...fresh, ...stored])
    return sorted([...kept, ...(await this.writeSegments(partition, written, latest))])
  }

  private async writeSegments(
    { site, log, token }: Partition,
    segments: readonly RepackedSegment[],
    received: number,
  ): Promise<SegmentRef[]> {
    const added: SegmentRef[] = []
    for (const { day, sessions, ...encoded } of segments) {
      const { id, parts } = await this.segments.insert({ site, log, token }, encoded)
      const { length: bytes } = encoded.columns
      added.push({ id, day, sessions, bytes, received, ...(parts > 1 && { parts }) })
    }
    return added
  }

  /** Segments that hold a session that there is more of now, and those with room on a day that gets new sessions. */
  private async segmentsToReopen(refs: SegmentRef[], fresh: SegmentsOutline): Promise<SegmentRef[]> {
    const days = new Set(fresh.days)
    const reopen: SegmentRef[] = []
    for (const ref of refs) {
      const grows = days.has(ref.day) && ref.sessions < MAX_SESSIONS && ref.bytes < ROOMY
      if (grows || findSessions(await this.cache.journeys(ref.id), fresh.sessions).length > 0)
        reopen.push(ref)
    }
    return reopen
  }

  /**
   * Removes what the manifest does not name: chunks that are packed, segments that were replaced or never took effect. A
   * stalled worker's sweep may come late; it leaves alone what later holders of the lease have written.
   */
  private async sweep({ partition: { site, log, token, packed, segments } }: Lease) {
    const erased = await this.chunks
      .find({ log, seq: { $lte: packed }, erase: true })
      .select({ columns: 0, identity: 0, 'grids.cells': 0, 'grids.elements': 0 })
      .lean<{ grids: GridKey[] }[]>()
    if (erased.length > 0) {
      const partitions = await this.partitions.ofSite(site)
      await this.grids.removeEmpty(
        site,
        erased.flatMap(({ grids }) => grids),
        new Map(partitions.map((partition) => [partition.log, partition.packed])),
      )
    }
    await this.chunks.deleteMany({ log, seq: { $lte: packed } })
    await this.segments.keepOnly({ log, token }, segments)
  }
}

const sorted = (refs: SegmentRef[]) => refs.sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1))

function gridsOf(chunks: readonly Chunk[]): GridParts[] {
  const grids = new Map<string, GridParts>()
  for (const chunk of chunks) {
    for (const { cells, elements, ...key } of chunk.grids) {
      const part = fromStored({ cells, elements })
      const known = grids.get(gridName(key))
      if (known) known.parts.push(part)
      else grids.set(gridName(key), { key, parts: [part] })
    }
  }
  return [...grids.values()]
}
