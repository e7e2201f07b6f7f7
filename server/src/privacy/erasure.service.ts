import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import type { Model } from 'mongoose'
import { Changes } from '../live/changes.js'
import { JobQueue } from '../queue/jobQueue.js'
import { PackService } from '../rollup/pack.service.js'
import { partitionOf, siteOf } from '../rollup/partitionOf.js'
import { PartitionsRepository } from '../rollup/partitions.repository.js'
import { RollupService } from '../rollup/rollup.service.js'
import { digest } from '../sessions/digest.js'
import { enqueue } from './enqueue.js'
import { Erasure } from './erasure.entity.js'
import { isTrueWithin } from './isTrueWithin.js'

/**
 * Erases visitors. Each step leaves nothing to do when it is run again, and the intent goes last, so that a job that is
 * killed anywhere is finished by the next one.
 */
@Injectable()
export class ErasureService {
  constructor(
    @InjectModel(Erasure.name) private readonly erasures: Model<Erasure>,
    private readonly partitions: PartitionsRepository,
    private readonly rollup: RollupService,
    private readonly packing: PackService,
    private readonly jobs: JobQueue,
    private readonly changes: Changes,
  ) {}

  /**
   * Has a visitor erased, with all that was acknowledged before this call.
   * @returns whether it is done; if not within `patience` (ms), it is carried through later.
   */
  async erase(site: string, visitor: string, patience: number): Promise<boolean> {
    const partition = partitionOf(site, visitor)
    const _id = `${partition}/${digest(visitor)}`
    const request = randomUUID()
    await this.erasures.updateOne(
      { _id },
      { $set: { site, partition, visitor: digest(visitor), request } },
      { upsert: true },
    )
    await enqueue(this.jobs, 'erase', partition)
    return isTrueWithin(patience, async () => !(await this.erasures.exists({ _id, request })))
  }

  /** Partitions in which somebody is to be erased. */
  waiting(): Promise<string[]> {
    return this.erasures.distinct('partition').exec()
  }

  /** Visitors who are still to be erased. */
  count(): Promise<number> {
    return this.erasures.countDocuments().exec()
  }

  /** @returns false when another worker holds the partition. */
  async run(partition: string): Promise<boolean> {
    const erasures = await this.erasures.find({ partition }).lean<Erasure[]>()
    if (erasures.length === 0) return true
    return this.partitions.withLease(partition, async (lease) => {
      await this.rollup.settle(lease)
      for (const { visitor } of erasures) await this.rollup.forget(lease, visitor)
      await this.packing.packAll(lease)
      await this.packing.removeVisitors(lease, new Set(erasures.map(({ visitor }) => visitor)))
      for (const { _id, request } of erasures) await this.erasures.deleteOne({ _id, request })
      this.changes.publish(siteOf(partition))
    })
  }
}
