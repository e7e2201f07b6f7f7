import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common'
import { type JobName, JobQueue } from '../queue/jobQueue.js'
import { SitesService } from '../sites/sites.service.js'
import { ErasureService } from './erasure.service.js'
import { RetentionService } from './retention.service.js'
import { SiteRemovalService } from './siteRemoval.service.js'

/** How often (ms) a worker looks for what is written down but has no job, and for what has grown too old. */
const SWEEP = { asked: 5_000, aged: 3_600_000 }
/** Wait (ms) before a partition that another worker holds is tried again. */
const BUSY_RETRY = 250

/** The processors of the privacy jobs, in every process that works. */
@Injectable()
export class PrivacyWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(PrivacyWorker.name)
  private timers: NodeJS.Timeout[] = []
  private sweeps = Promise.resolve()
  private isStopping = false

  constructor(
    private readonly jobs: JobQueue,
    private readonly erasures: ErasureService,
    private readonly retention: RetentionService,
    private readonly removals: SiteRemovalService,
    private readonly sites: SitesService,
  ) {}

  onApplicationBootstrap() {
    this.jobs.handle('erase', async (partition) => {
      if (!(await this.erasures.run(partition))) await this.jobs.add('erase', partition, BUSY_RETRY)
    })
    this.jobs.handle('remove', async (site) => {
      const wait = await this.removals.run(site)
      if (wait > 0) await this.jobs.add('remove', site, wait)
    })
    this.jobs.handle('retain', async (site) => {
      if (!(await this.retention.run(site))) await this.jobs.add('retain', site, BUSY_RETRY)
    })
    this.timers = [
      setInterval(() => this.sweepAsked(), SWEEP.asked),
      setInterval(() => this.sweepAged(), SWEEP.aged),
    ]
    this.sweepAsked()
    this.sweepAged()
  }

  async beforeApplicationShutdown() {
    this.isStopping = true
    for (const timer of this.timers) clearInterval(timer)
    await this.sweeps
  }

  private sweepAsked() {
    this.sweep('erase', () => this.erasures.waiting())
    this.sweep('remove', () => this.removals.waiting())
  }

  private sweepAged() {
    this.sweep('retain', async () => (await this.sites.list()).map(({ id }) => id))
    this.sweep('remove', () => this.removals.closeOrphans())
  }

  /** One after the other. */
  private sweep(name: JobName, find: () => Promise<string[]>) {
    this.sweeps = this.sweeps.then(() => this.queueFound(name, find))
  }

  private async queueFound(name: JobName, find: () => Promise<string[]>) {
    if (this.isStopping) return
    try {
      for (const subject of await find()) await this.jobs.add(name, subject)
    } catch (error) {
      this.logger.error(`Looking for ${name} jobs failed: ${error instanceof Error ? error.message : error}`)
    }
  }
}
