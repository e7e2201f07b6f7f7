import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import { type Model, Types } from 'mongoose'
import { type Change, type Lease, LeaseLostError } from './lease.js'
import { Partition } from './partition.entity.js'
import { siteOf } from './partitionOf.js'

/** A worker that says nothing for so long (ms) has lost its lease. */
const LEASE_MS = 10_000
/** `leasedUntil` of a partition that nobody holds. */
const FREE = new Date(0)
const DUPLICATE_KEY = 11_000

@Injectable()
export class PartitionsRepository {
  /**
   * The holders in this one's way, and since when (`performance.now()`) they say nothing. That they are dead is told by
   * this process' own stopwatch: the clocks of two machines differ, and either may be set meanwhile.
   */
  private readonly holders = new Map<string, Pick<Partition, 'token' | 'leasedUntil'> & { since: number }>()

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
   * Runs `work` as the only holder of the partition; what it returns is changed as the lease ends.
   * @returns false when another worker holds it, and nothing was done.
   * @throws LeaseLostError from within `work` when this process stood still for so long that another one has gone on.
   */
  async withLease(id: string, work: (lease: Lease) => Promise<Change> | Promise<void>): Promise<boolean> {
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
    const stopBeating = this.beat(mine)
    let last: Change
    try {
      last = (await work(lease)) ?? undefined
    } finally {
      await stopBeating()
      await model.updateOne(mine, { $set: { ...last, leasedUntil: FREE } })
    }
    return true
  }

  /** Prolongs a lease while its work goes on, however slow the store is. */
  private beat(mine: { _id: string; log: string; token: number }): () => Promise<void> {
    let beat: Promise<unknown> = Promise.resolve()
    const timer = setInterval(() => {
      // One that fails is made good by the next.
      beat = beat
        .then(() => this.model.updateOne(mine, { $set: { leasedUntil: leaseEnd() } }))
        .catch(() => {})
    }, LEASE_MS / 3)
    return async () => {
      clearInterval(timer)
      // One that came after the end would leave the partition held by nobody.
      await beat
    }
  }

  /** Ends all leases: right after the start of a server that is the only one on its store. */
  async releaseAll(): Promise<void> {
    await this.model.updateMany({}, { $set: { leasedUntil: FREE }, $inc: { token: 1 } })
  }

  private async acquire(id: string): Promise<Partition | null> {
    try {
      const partition = await this.model
        .findOneAndUpdate(
          { _id: id, ...(this.silentHolder(id) ?? { leasedUntil: FREE }) },
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
      this.holders.delete(id)
      return partition
    } catch (error) {
      // It exists and is leased, so the filter found nothing and the upsert met it.
      if ((error as { code?: unknown }).code !== DUPLICATE_KEY) throw error
    }
    await this.observe(id)
    return null
  }

  /** The holder that has said nothing for a whole lease since this process first looked. */
  private silentHolder(id: string): Pick<Partition, 'token' | 'leasedUntil'> | null {
    const seen = this.holders.get(id)
    if (!seen || performance.now() - seen.since < LEASE_MS) return null
    const { token, leasedUntil } = seen
    return { token, leasedUntil }
  }

  private async observe(id: string) {
    const now = await this.model.findById(id).select({ token: 1, leasedUntil: 1 }).lean<Partition>()
    const seen = this.holders.get(id)
    if (!now) this.holders.delete(id)
    else if (seen?.token !== now.token || seen.leasedUntil.getTime() !== now.leasedUntil.getTime())
      this.holders.set(id, { token: now.token, leasedUntil: now.leasedUntil, since: performance.now() })
  }
}

const leaseEnd = () => new Date(Date.now() + LEASE_MS)
