import type { Batch } from '@mouse-tracking/contract'
import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import { Binary } from 'mongodb'
import type { Model } from 'mongoose'
import { binBatch } from '../heatmap/binBatch.js'
import { GridSet } from '../heatmap/grid.js'
import { encodeCells, encodeElements } from '../heatmap/gridCodec.js'
import { StoredBatch } from '../ingest/batch.entity.js'
import { encodeSegment } from '../segments/codec.js'
import { pieceOf } from '../sessions/pieceOf.js'
import type { SessionPiece } from '../sessions/session.js'
import { Chunk, type StoredCells } from './chunk.entity.js'
import type { Lease } from './lease.js'
import type { Claim } from './partition.entity.js'
import { PartitionsRepository } from './partitions.repository.js'

/** What one claim takes at most: it bounds a job's memory and its chunk's size. */
const CLAIM = { batches: 1_000, bytes: 4 * 1_048_576 }
const DAY = 86_400_000
const DUPLICATE_KEY = 11_000

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
      while (await this.claimNext(lease)) await this.fulfil(lease)
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

  private async claimNext(lease: Lease): Promise<boolean> {
    const waiting = await this.batches
      .find({ todo: lease.partition._id })
      .select({ bytes: 1 })
      .limit(CLAIM.batches)
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
    await lease.update({ seq, claim: { seq, batches: ids } satisfies Claim })
    return true
  }

  private async fulfil({ partition: { site, log, claim } }: Lease): Promise<void> {
    const { seq, batches: ids } = claim!
    const stored = await this.batches.find({ _id: { $in: ids } }).lean<StoredBatch[]>()
    const chunk = chunkOf(stored)
    try {
      await this.chunks.collection.insertOne({ _id: `${log}:${seq}`, site, log, seq, ...chunk } as never)
    } catch (error) {
      if ((error as { code?: unknown }).code !== DUPLICATE_KEY) throw error
    }
    await this.batches.collection.updateMany({ _id: { $in: ids } } as never, { $unset: { todo: 1 } })
  }
}

/** What a set of batches comes to. */
function chunkOf(stored: readonly StoredBatch[]): Pick<Chunk, 'columns' | 'identity' | 'grids' | 'received'> {
  const pieces: SessionPiece[] = []
  const grids = new GridSet()
  let received = 0
  for (const { body, skewMs, pages, receivedAt } of stored) {
    const batch = JSON.parse(Buffer.from((body as unknown as Binary).buffer).toString('utf8')) as Batch
    const context = { skewMs, pages: pages! }
    pieces.push(pieceOf(batch, context))
    binBatch(batch, context, grids)
    received = Math.max(received, Math.floor(receivedAt.getTime() / DAY) * DAY)
  }
  const { columns, identity } = encodeSegment(pieces)
  return {
    received,
    columns: new Binary(columns),
    identity: new Binary(identity),
    grids: Array.from(
      grids,
      ({ page, layer, device, widthClass, day, cells, elements }): StoredCells => ({
        page,
        layer,
        device,
        widthClass,
        day,
        cells: new Binary(encodeCells(cells)),
        ...(elements.size > 0 && { elements: new Binary(encodeElements(elements)) }),
      }),
    ),
  }
}
