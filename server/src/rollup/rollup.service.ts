import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import { calculateObjectSize } from 'bson'
import type { Model, QueryFilter } from 'mongoose'
import { StoredBatch } from '../ingest/batch.entity.js'
import { Chunk } from './chunk.entity.js'
import { chunkOf, erasureChunkOf } from './chunkOf.js'
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
  ) {}

  /**
   * Rolls up all that waits in a partition.
   * @returns how many chunks wait to be packed, or null when another worker is at it.
   */
  async run(partition: string): Promise<number | null> {
    let unpacked: number | null = null
    await this.partitions.withLease(partition, async (lease) => {
      await this.settle(lease)
      while (await this.claimNext(lease, { todo: partition })) await this.fulfil(lease)
      if (lease.partition.claim) await lease.update({ claim: null })
      unpacked = lease.partition.seq - lease.partition.packed
    })
    return unpacked
  }

  /** Finishes what a former holder of the lease left half done. */
  async settle(lease: Lease): Promise<void> {
    if (!lease.partition.claim) return
    await this.fulfil(lease)
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
    while (await this.claimNext(lease, counted, true)) await this.fulfil(lease)
    if (lease.partition.claim) await lease.update({ claim: null })
  }

  private async claimNext(lease: Lease, from: QueryFilter<StoredBatch>, erase = false): Promise<boolean> {
    const waiting = await this.batches
      .find(from)
      .select({ bytes: 1 })
      .limit(CLAIM.batches)
      .batchSize(CLAIM.batches)
      .lean<Pick<StoredBatch, '_id' | 'bytes'>[]>()
    const ids: string[] = []
    let bytes = 0
    for (const batch of waiting) {
      bytes += batch.bytes
      if (ids.length > 0 && bytes > CLAIM.bytes) break
      ids.push(batch._id)
    }
    if (ids.length === 0) return false
    const seq = lease.partition.seq + 1
    await lease.update({ seq, claim: { seq, batches: ids, erase } satisfies Claim })
    return true
  }

  private async fulfil(lease: Lease): Promise<void> {
    const { site, log, claim } = lease.partition
    const { seq, batches: ids, erase } = claim!
    const stored = await this.batches
      .find({ _id: { $in: ids } })
      .batchSize(ids.length)
      .lean<StoredBatch[]>()
    const content = erase ? { erase, ...erasureChunkOf(stored) } : chunkOf(stored)
    const chunk = { _id: `${log}:${seq}`, site, log, seq, ...content }
    if (ids.length > 1 && calculateObjectSize(chunk) > MOST_BYTES) {
      // No such chunk was ever stored, so the claim may still shrink; the rest is claimed next.
      await lease.update({ claim: { ...claim!, batches: ids.slice(0, ids.length >> 1) } })
      return this.fulfil(lease)
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
}
