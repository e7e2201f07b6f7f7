import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import type { Model } from 'mongoose'
import { StoredBatch } from '../ingest/batch.entity.js'
import { Changes } from '../live/changes.js'
import { JobQueue } from '../queue/jobQueue.js'
import { LeaseLostError } from './lease.js'
import { PackService } from './pack.service.js'
import { siteOf } from './partitionOf.js'
import { PartitionsRepository } from './partitions.repository.js'
import { RollupService } from './rollup.service.js'

/** Chunks of a partition that are packed together; reports read unpacked ones too, but packed ones faster. */
const PACK_AFTER = 24
/** How often (ms) a worker looks for work that no job was queued for: after a crash, or a lost Redis. */
const SWEEP = { waiting: 2_000, unpacked: 10_000 }
/** Wait (ms) before a partition that another worker holds is tried again. */
const BUSY_RETRY = 250

/** The processors of the jobs, in every process that works. */
@Injectable()
export class RollupWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RollupWorker.name)
  private timers: NodeJS.Timeout[] = []
  private readonly sweeps = new Set<Promise<void>>()

  constructor(
    private readonly jobs: JobQueue,
    private readonly rollup: RollupService,
    private readonly packing: PackService,
    private readonly partitions: PartitionsRepository,
    private readonly changes: Changes,
    @InjectModel(StoredBatch.name) private readonly batches: Model<StoredBatch>,
  ) {}

  async onApplicationBootstrap() {
    this.jobs.handle('rollup', (partition) => this.rollUp(partition))
    this.jobs.handle('pack', (partition) => this.pack(partition))
    this.timers = [
      setInterval(() => this.sweep('rollup', () => this.waiting()), SWEEP.waiting),
      setInterval(() => this.sweep('pack', () => this.partitions.unpacked()), SWEEP.unpacked),
    ]
    await this.sweep('rollup', () => this.waiting())
  }

  /** Looks for no more work, and lets go of the store before it is closed. */
  async beforeApplicationShutdown() {
    for (const timer of this.timers) clearInterval(timer)
    await Promise.all(this.sweeps)
  }

  private async rollUp(partition: string) {
    const unpacked = await this.rollup.run(partition).catch(async (error) => {
      // A chunk that it wrote too late is no longer anybody's; packing sweeps it away.
      if (error instanceof LeaseLostError) await this.jobs.add('pack', partition)
      throw error
    })
    if (unpacked !== null) this.changes.publish(siteOf(partition))
    if (unpacked === null) await this.jobs.add('rollup', partition, BUSY_RETRY)
    else if (unpacked >= PACK_AFTER) await this.jobs.add('pack', partition)
  }

  private async pack(partition: string) {
    if (!(await this.packing.run(partition))) await this.jobs.add('pack', partition, BUSY_RETRY)
  }

  private waiting(): Promise<string[]> {
    return this.batches.distinct('todo', { todo: { $exists: true } }).exec() as Promise<string[]>
  }

  private sweep(name: 'rollup' | 'pack', find: () => Promise<string[]>): Promise<void> {
    const swept = this.lookFor(name, find).finally(() => this.sweeps.delete(swept))
    this.sweeps.add(swept)
    return swept
  }

  private async lookFor(name: 'rollup' | 'pack', find: () => Promise<string[]>) {
    try {
      for (const partition of await find()) await this.jobs.add(name, partition)
    } catch (error) {
      this.logger.error(`Looking for work failed: ${error instanceof Error ? error.message : error}`)
    }
  }
}
