import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import { calculateObjectSize } from 'bson'
import { Binary } from 'mongodb'
import type { Model, QueryFilter } from 'mongoose'
import { JobThread } from '../compute/jobThread.js'
import { toStored } from '../heatmap/storedCells.js'
import { bodyBytes, StoredBatch } from '../ingest/batch.entity.js'
import { DAY_MS } from '../reports/filters.js'
import { Chunk } from './chunk.entity.js'
import type { Lease } from './lease.js'
import type { Claim } from './partition.entity.js'
import { siteOf } from './partitionOf.js'
import { PartitionsRepository } from './partitions.repository.js'

/** What one claim takes at most: it bounds a job's memory and its chunk's size. */
const CLAIM = { batches: 1_000, bytes: 4 * 1_048_576 }
/** A chunk takes more bytes than its batches where many pages are long; a MongoDB document ends at 16 MiB. */
const MOST_BYTES = 12 * 1_048_576
const DUPLICATE_KEY = 11_000
/** What a batch holds besides its id; a batch without it is still known. */
const CONTENT = { body: 1, visitor: 1, pages: 1 } as const

/**
 * Batch log → chunks. A job first writes down which batches it takes (the claim), then makes one chunk of them under
 * the claim's number, then marks them done. Whatever is killed whenever, the next holder of the lease finds the claim
 * and does the same again; what is there already is left alone. So every batch is in exactly one chunk.
 */
@Injectable()
export class RollupService {
  constructor(
    @InjectModel(StoredBatch.name) private readonly batches: Model<StoredBatch>,
    @InjectModel(Chunk.name) private readonly chunks: Model<Chunk>,
    private readonly partitions: PartitionsRepository,
    private readonly compute: JobThread,
  ) {}

  /**
   * Rolls up all that waits in a partition.
   * @returns how many chunks wait to be packed (0 when nothing was to be done), or null when another worker is at it.
   */
  async run(partition: string): Promise<number | null> {
    // Jobs are asked for more often than there is something to do, and this is cheaper than a lease.
    if (!(await this.batches.exists({ todo: partition }))) return 0
    let unpacked = 0
    const isFree = await this.partitions.withLease(partition, async (lease) => {
      await this.settle(lease)
      await this.chunkAll(lease, { todo: partition })
      unpacked = lease.partition.seq - lease.partition.packed
      return { claim: null }
    })
    return isFree ? unpacked : null
  }

  /** Finishes what a former holder of the lease left half done. */
  async settle(lease: Lease): Promise<void> {
    const { claim } = lease.partition
    if (!claim) return
    const stored = await this.batches
      .find({ _id: { $in: claim.batches } })
      .batchSize(claim.batches.length)
      .lean<StoredBatch[]>()
    await this.fulfil(lease, stored)
    await lease.update({ claim: null })
  }

  /**
   * Forgets the raw batches of a visitor (a digest) and takes their share out of the grids. What was not rolled up yet
   * is never counted; what was is taken out by chunks of its own, exactly once for the same reasons as it was put in.
   * Only the batches' ids stay, so that one sent again counts nothing. There must be no claim (`settle`).
   */
  async forget(lease: Lease, visitor: number): Promise<void> {
    const site = siteOf(lease.partition._id)
    await this.batches.collection.updateMany({ site, visitor, todo: { $exists: true } } as never, {
      $unset: { todo: 1, ...CONTENT },
    })
    const counted = { site, visitor, todo: { $exists: false } }
    await this.chunkAll(lease, counted, true)
    if (lease.partition.claim) await lease.update({ claim: null })
  }

  /** Makes chunks of all that there is. The last claim is left standing, fulfilled. */
  private async chunkAll(lease: Lease, from: QueryFilter<StoredBatch>, erase = false): Promise<void> {
    for (;;) {
      const { batches, isAll } = await this.next(from)
      if (batches.length === 0) return
      const seq = lease.partition.seq + 1
      await lease.update({
        seq,
        claim: { seq, batches: batches.map(({ _id }) => _id), erase } satisfies Claim,
      })
      await this.fulfil(lease, batches)
      const isWhole = lease.partition.claim?.batches.length === batches.length
      // What came meanwhile has asked for a job of its own.
      if (isAll && isWhole) return
    }
  }

  /** What one claim takes, and whether that is all there was. */
  private async next(from: QueryFilter<StoredBatch>): Promise<{ batches: StoredBatch[]; isAll: boolean }> {
    const batches: StoredBatch[] = []
    let bytes = 0
    // In one answer where it fits: some engines lose cursors under load.
    const cursor = this.batches
      .find(from)
      .limit(CLAIM.batches)
      .batchSize(CLAIM.batches)
      .lean<StoredBatch>()
      .cursor()
    for await (const batch of cursor) {
      bytes += batch.bytes
      if (batches.length > 0 && bytes > CLAIM.bytes) return { batches, isAll: false }
      batches.push(batch)
    }
    return { batches, isAll: batches.length < CLAIM.batches }
  }

  /** @param stored the batches of the claim */
  private async fulfil(lease: Lease, stored: StoredBatch[]): Promise<void> {
    const { site, log, claim } = lease.partition
    const { seq, batches: ids, erase } = claim!
    const content = await this.contentOf(stored, erase === true)
    const chunk = { _id: `${log}:${seq}`, site, log, seq, ...(erase && { erase }), ...content }
    if (stored.length > 1 && calculateObjectSize(chunk) > MOST_BYTES) {
      // No such chunk was ever stored, so the claim may still shrink; the rest is claimed next.
      const kept = stored.slice(0, stored.length >> 1)
      await lease.update({ claim: { ...claim!, batches: kept.map(({ _id }) => _id) } })
      return this.fulfil(lease, kept)
    }
    try {
      await this.chunks.collection.insertOne(chunk as never)
    } catch (error) {
      if ((error as { code?: unknown }).code !== DUPLICATE_KEY) throw error
    }
    await this.batches.collection.updateMany({ _id: { $in: ids } } as never, {
      $unset: erase ? CONTENT : { todo: 1 },
    })
  }

  /**
   * The content of a chunk: what a set of batches comes to, or what takes it out of the heatmaps again. Batches whose body is gone come to nothing.
   */
  async contentOf(stored: readonly StoredBatch[], erase: boolean) {
    const batches = stored.flatMap(({ body, skewMs, pages }) =>
      body ? [{ body: bodyBytes(body), skewMs, pages: pages! }] : [],
    )
    const { columns, identity, grids } = await this.compute.makeChunk(batches, erase)
    return {
      received: stored.reduce((latest, { receivedAt }) => Math.max(latest, dayOf(receivedAt)), 0),
      columns: new Binary(columns),
      identity: new Binary(identity),
      grids: grids.map((grid) => ({ ...grid, ...toStored(grid) })),
    }
  }
}

const dayOf = (instant: Date) => Math.floor(instant.getTime() / DAY_MS) * DAY_MS
