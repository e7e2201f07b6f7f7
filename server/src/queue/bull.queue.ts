import { BullModule, InjectQueue } from '@nestjs/bull'
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationShutdown,
} from '@nestjs/common'
import type { Job, Queue } from 'bull'
import { type JobHandler, type JobName, JobQueue } from './jobQueue.js'
import { timed } from './timed.js'

/** The one Bull queue; its name is part of what is kept in Redis. */
const BULL_QUEUE = 'mouse-tracking'

/** Jobs of one kind that a worker runs side by side. */
const CONCURRENCY = 2

/** What `BullQueue` needs to be imported. */
export const bullModules = (redisUrl: string, prefix: string) => [
  BullModule.forRoot({ url: redisUrl, prefix }),
  BullModule.registerQueue({ name: BULL_QUEUE }),
]

/**
 * Jobs through Bull, on any worker. A job's data is a partition or a site and nothing else: what is to be done stands
 * in the store, so that a lost Redis loses no work.
 */
@Injectable()
export class BullQueue extends JobQueue implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger('Jobs')
  private works = false

  constructor(@InjectQueue(BULL_QUEUE) private readonly queue: Queue<{ subject: string }>) {
    super()
    // Bull lets go of this promise, and the command waits behind those that wait for jobs: where the connection closes before
    // it is answered, a rejection that nobody hears of would end the process.
    const setWorkerName = queue.setWorkerName.bind(queue)
    queue.setWorkerName = () =>
      setWorkerName().catch((error) => this.logger.debug(`The worker has no name in Redis: ${error.message}`))
    queue.on('error', (error) => this.logger.error(`Redis: ${error.message}`))
    queue.on('failed', ({ name, data, failedReason }) =>
      this.logger.error(`${name} ${data.subject}: ${failedReason}`),
    )
  }

  handle(name: JobName, handler: JobHandler) {
    this.works = true
    const run = timed(name, handler)
    this.queue
      .process(name, CONCURRENCY, ({ data }: Job<{ subject: string }>) => run(data.subject))
      .catch((error) => this.logger.error(error))
  }

  async add(name: JobName, subject: string, delayMs = 0) {
    await this.queue.add(
      name,
      { subject },
      {
        delay: delayMs,
        attempts: 3,
        backoff: { type: 'exponential', delay: 500 },
        removeOnComplete: true,
        removeOnFail: true,
      },
    )
  }

  async healthy() {
    return (await this.queue.client.ping()) === 'PONG'
  }

  /** Takes no further jobs, and lets what runs finish while there still is a store. */
  async beforeApplicationShutdown() {
    if (this.works) await this.queue.pause(true)
  }

  async onApplicationShutdown() {
    await this.queue.close()
  }
}
