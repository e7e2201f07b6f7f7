import { Injectable, Logger } from '@nestjs/common'
import { JobQueue } from '../queue/jobQueue.js'

/** Calls to roll up the same partition within so many ms become one job. */
const GATHER_MS = 250

/** Asks for rollups, in moderation. */
@Injectable()
export class RollupQueue {
  private readonly logger = new Logger(RollupQueue.name)
  private readonly asked = new Set<string>()

  constructor(private readonly jobs: JobQueue) {}

  /** Has the partition rolled up soon. Never fails: what could not be queued is found by the sweep. */
  wake(partition: string): void {
    if (this.asked.has(partition)) return
    this.asked.add(partition)
    setTimeout(() => {
      // From here on new batches need a new job: this one may have read the log already.
      this.asked.delete(partition)
      this.jobs
        .add('rollup', partition)
        .catch((error) => this.logger.error(`Queueing a rollup of ${partition} failed: ${error.message}`))
    }, GATHER_MS)
  }
}
