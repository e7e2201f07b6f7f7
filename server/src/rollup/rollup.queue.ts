import { Injectable, Logger } from '@nestjs/common'
import { LRUCache } from 'lru-cache'
import { JobQueue } from '../queue/jobQueue.js'

/**
 * Calls to roll up the same partition within so many ms become one job: few where little comes, which a report then soon
 * has; more where it was rolled up just before, for many small chunks cost more than a few large ones.
 */
const GATHER_MS = { quiet: 250, busy: 750 }
/** A partition is busy for so long (ms) after a job. */
const BUSY_FOR = 2_000

/** Asks for rollups, in moderation. */
@Injectable()
export class RollupQueue {
  private readonly logger = new Logger(RollupQueue.name)
  private readonly asked = new Set<string>()
  /** Partitions that had a job lately. */
  private readonly busy = new LRUCache<string, true>({ max: 10_000, ttl: BUSY_FOR })

  constructor(private readonly jobs: JobQueue) {}

  /** Has the partition rolled up soon. Never fails: what could not be queued is found by the sweep. */
  wake(partition: string): void {
    if (this.asked.has(partition)) return
    this.asked.add(partition)
    setTimeout(
      () => {
        // From here on new batches need a new job: this one may have read the log already.
        this.asked.delete(partition)
        this.busy.set(partition, true)
        this.jobs
          .add('rollup', partition)
          .catch((error) => this.logger.error(`Queueing a rollup of ${partition} failed: ${error.message}`))
      },
      this.busy.has(partition) ? GATHER_MS.busy : GATHER_MS.quiet,
    )
  }
}
