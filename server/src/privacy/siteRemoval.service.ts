import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import type { Model } from 'mongoose'
import { StoredGrid } from '../heatmap/grid.entity.js'
import { StoredBatch } from '../ingest/batch.entity.js'
import { JobQueue } from '../queue/jobQueue.js'
import { Chunk } from '../rollup/chunk.entity.js'
import { Partition } from '../rollup/partition.entity.js'
import { partitionsOf } from '../rollup/partitionOf.js'
import { PartitionsRepository } from '../rollup/partitions.repository.js'
import { StoredSegment } from '../rollup/segment.entity.js'
import { Site } from '../sites/site.entity.js'
import { SitesService, STALE_AFTER } from '../sites/sites.service.js'
import { enqueue } from './enqueue.js'
import { Erasure } from './erasure.entity.js'
import { isTrueWithin } from './isTrueWithin.js'
import { Retention } from './retention.entity.js'

const DUPLICATE_KEY = 11_000

/**
 * Removes sites with all of their data. The site is closed first and its entry goes last: until then there can be no
 * new site of its name, and a removal that was cut short is found and finished.
 */
@Injectable()
export class SiteRemovalService {
  private readonly data: Model<{ site: string }>[]

  constructor(
    @InjectModel(Site.name) private readonly sites: Model<Site>,
    @InjectModel(Partition.name) private readonly partitions: Model<Partition>,
    @InjectModel(StoredBatch.name) batches: Model<StoredBatch>,
    @InjectModel(Chunk.name) chunks: Model<Chunk>,
    @InjectModel(StoredSegment.name) segments: Model<StoredSegment>,
    @InjectModel(StoredGrid.name) grids: Model<StoredGrid>,
    @InjectModel(Erasure.name) erasures: Model<Erasure>,
    @InjectModel(Retention.name) retention: Model<Retention>,
    private readonly leases: PartitionsRepository,
    private readonly settings: SitesService,
    private readonly jobs: JobQueue,
  ) {
    this.data = [batches, chunks, segments, grids, erasures, retention, partitions] as never
  }

  /**
   * Removes a site.
   * @returns whether all of its data is gone; if not within `patience` (ms), it will be later.
   * @throws ProblemException 404
   */
  async remove(site: string, patience: number): Promise<boolean> {
    await this.settings.close(site)
    await enqueue(this.jobs, 'remove', site)
    return isTrueWithin(patience, async () => !(await this.sites.exists({ _id: site })))
  }

  /** Closed sites that still have an entry. */
  async waiting(): Promise<string[]> {
    const sites = await this.sites
      .find({ removedAt: { $exists: true } })
      .select({ _id: 1 })
      .lean<Site[]>()
    return sites.map(({ _id }) => _id)
  }

  /** @returns ms after which to try again, or 0 when it is done. */
  async run(site: string): Promise<number> {
    const closed = await this.sites.findOne({ _id: site, removedAt: { $exists: true } }).lean<Site>()
    if (!closed) return 0
    // Until then other processes may still take batches for it.
    const left = closed.removedAt!.getTime() + STALE_AFTER - Date.now()
    if (left > 0) return left
    for (const partition of partitionsOf(site)) {
      // With the document goes the lease: a job that comes back from a long pause can change nothing any more.
      const isFree = await this.leases.withLease(partition, async () => {
        await this.partitions.deleteOne({ _id: partition })
      })
      if (!isFree) return BUSY_RETRY
    }
    for (const model of this.data) await model.deleteMany({ site })
    await this.sites.deleteOne({ _id: site })
    return 0
  }

  /**
   * Closes again what there is data of but no site: a job or a request outlived its site, and wrote after all was gone.
   * @returns the sites
   */
  async closeOrphans(): Promise<string[]> {
    const named = new Set<string>()
    for (const model of this.data) for (const site of await model.distinct('site')) named.add(site)
    for (const { _id } of await this.sites.find().select({ _id: 1 }).lean<Site[]>()) named.delete(_id)
    for (const _id of named) {
      try {
        await this.sites.collection.insertOne({ _id, removedAt: new Date() } as never)
      } catch (error) {
        // Made in the meantime: then it is a site, and what was left of the former one is gone with the next removal.
        if ((error as { code?: unknown }).code !== DUPLICATE_KEY) throw error
      }
    }
    return [...named]
  }
}

/** Wait (ms) while another worker holds a partition. */
const BUSY_RETRY = 250
