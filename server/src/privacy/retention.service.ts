import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import type { Model } from 'mongoose'
import { StoredGrid } from '../heatmap/grid.entity.js'
import { StoredBatch } from '../ingest/batch.entity.js'
import { PackService } from '../rollup/pack.service.js'
import { partitionsOf } from '../rollup/partitionOf.js'
import { PartitionsRepository } from '../rollup/partitions.repository.js'
import { RollupService } from '../rollup/rollup.service.js'
import { SitesService } from '../sites/sites.service.js'
import { expiryOf } from './expiry.js'
import { Retention } from './retention.entity.js'

/** Lets go of what has been kept for as long as its site keeps it. */
@Injectable()
export class RetentionService {
  constructor(
    @InjectModel(StoredBatch.name) private readonly batches: Model<StoredBatch>,
    @InjectModel(StoredGrid.name) private readonly grids: Model<StoredGrid>,
    @InjectModel(Retention.name) private readonly progress: Model<Retention>,
    private readonly sites: SitesService,
    private readonly partitions: PartitionsRepository,
    private readonly rollup: RollupService,
    private readonly packing: PackService,
  ) {}

  /** @returns false when a partition was held by another worker, so that some of it is still to be done. */
  async run(site: string): Promise<boolean> {
    const settings = await this.sites.find(site)
    if (!settings) return true
    const expiry = expiryOf(settings, Date.now())
    // The raw batches first: an erasure takes their share out of grids, and must not do so once these are gone.
    await this.expireRaw(site, expiry.raw)
    if (!Number.isFinite(expiry.derived)) return true
    let isDone = true
    for (const partition of partitionsOf(site)) {
      const isFree = await this.partitions.withLease(partition, async (lease) => {
        await this.rollup.settle(lease)
        await this.packing.packAll(lease)
        await this.packing.expire(lease, expiry.derived)
      })
      isDone &&= isFree
    }
    await this.grids.deleteMany({ site, received: { $lt: expiry.derived } })
    await this.batches.deleteMany({
      site,
      receivedAt: { $lt: new Date(expiry.ids) },
      todo: { $exists: false },
    })
    return isDone
  }

  private async expireRaw(site: string, before: number) {
    if (!Number.isFinite(before)) return
    const done = await this.progress.findById(site).lean<Retention>()
    const rawBefore = new Date(before)
    if (done && done.rawBefore >= rawBefore) return
    const receivedAt = { ...(done && { $gte: done.rawBefore }), $lt: rawBefore }
    await this.batches.collection.updateMany({ site, receivedAt, todo: { $exists: false } } as never, {
      $unset: { body: 1, visitor: 1, pages: 1 },
    })
    // What waits to be rolled up is still needed, and expires next time.
    if (await this.batches.exists({ site, receivedAt, body: { $exists: true } })) return
    await this.progress.updateOne({ _id: site }, { $set: { site, rawBefore } }, { upsert: true })
  }
}
