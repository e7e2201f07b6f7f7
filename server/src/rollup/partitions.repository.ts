import { Injectable, Logger } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import { type Model, Types } from 'mongoose'
import { type Lease, LeaseLostError } from './lease.js'
import { Partition } from './partition.entity.js'
import { siteOf } from './partitionOf.js'

/** A worker that says nothing for so long (ms) has lost its lease. */
const LEASE_MS = 10_000
/** How often (ms) a working one says something, beside every update. */
const RENEWAL_MS = 3_000
const DUPLICATE_KEY = 11_000

@Injectable()
export class PartitionsRepository {
  private readonly logger = new Logger(PartitionsRepository.name)

  constructor(@InjectModel(Partition.name) private readonly model: Model<Partition>) {}

  ofSite(site: string): Promise<Partition[]> {
    return this.model.find({ site }).sort({ _id: 1 }).lean<Partition[]>().exec()
  }

  async find(id: string): Promise<Partition | null> {
    return this.model.findById(id).lean<Partition>()
  }

  /** Partitions with chunks that are not packed yet. */
  async unpacked(): Promise<string[]> {
    const partitions = await this.model
      .find({ $expr: { $gt: ['$seq', '$packed'] } })
      .select({ _id: 1 })
      .lean<Partition[]>()
    return partitions.map(({ _id }) => _id)
  }

  /**
   * Runs `work` as the only holder of the partition.
   * @returns false when another worker holds it, and nothing was done.
   * @throws LeaseLostError from within `work` when it took too long and another worker has gone on.
   */
  async withLease(id: string, work: (lease: Lease) => Promise<void>): Promise<boolean> {
    const held = await this.acquire(id)
    if (!held) return false
    const { model } = this
    const mine = { _id: id, log: held.log, token: held.token }
    let partition = held
    const lease: Lease = {
      get partition() {
        return partition
      },
      async update(change) {
        const next = await model
          .findOneAndUpdate(
            mine,
            { $set: { ...change, leasedUntil: leaseEnd() } },
            { returnDocument: 'after' },
          )
          .lean<Partition>()
        if (!next) throw new LeaseLostError(`partition ${id} is held by another worker`)
        partition = next
      },
    }
    // A step can take longer than a lease lasts. A renewal that fails is no harm: the next update finds out who holds it.
    const renewal = setInterval(() => {
      model.updateOne(mine, { $set: { leasedUntil: leaseEnd() } }).catch((error) => this.logger.warn(error))
    }, RENEWAL_MS)
    try {
      await work(lease)
    } finally {
      clearInterval(renewal)
      // Under a new token, so that a renewal still on its way comes too late.
      await model.updateOne(mine, { $set: { leasedUntil: new Date(0) }, $inc: { token: 1 } })
    }
    return true
  }

  /** Ends all leases: right after the start of a server that is the only one on its store. */
  async releaseAll(): Promise<void> {
    await this.model.updateMany({}, { $set: { leasedUntil: new Date(0) }, $inc: { token: 1 } })
  }

  private async acquire(id: string): Promise<Partition | null> {
    try {
      return await this.model
        .findOneAndUpdate(
          { _id: id, leasedUntil: { $lt: new Date() } },
          {
            $set: { leasedUntil: leaseEnd() },
            $inc: { token: 1 },
            $setOnInsert: {
              site: siteOf(id),
              log: new Types.ObjectId().toHexString(),
              seq: 0,
              claim: null,
              packed: 0,
              packing: null,
              segments: [],
            },
          },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<Partition>()
    } catch (error) {
      // It exists and is leased, so the filter found nothing and the upsert met it.
      if ((error as { code?: unknown }).code === DUPLICATE_KEY) return null
      throw error
    }
  }
}

const leaseEnd = () => new Date(Date.now() + LEASE_MS)
