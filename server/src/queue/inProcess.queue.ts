import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common'
import { type JobHandler, type JobName, JobQueue } from './jobQueue.js'
import { timed } from './timed.js'

/** Wait (ms) before a failed job is tried again. */
const RETRY_AFTER = 1_000

interface Running {
  again: boolean
  done: Promise<void>
}

/** Jobs in this process: one run at a time for each job and subject, and one more when it was asked for meanwhile. */
@Injectable()
export class InProcessQueue extends JobQueue implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Jobs')
  private readonly handlers = new Map<JobName, JobHandler>()
  private readonly running = new Map<string, Running>()
  private readonly timers = new Set<NodeJS.Timeout>()
  private stopped = false

  handle(name: JobName, handler: JobHandler) {
    this.handlers.set(name, timed(name, handler))
  }

  async add(name: JobName, subject: string, delayMs = 0) {
    if (this.stopped) return
    if (delayMs > 0) this.later(name, subject, delayMs)
    else this.start(name, subject)
  }

  async healthy() {
    return !this.stopped
  }

  /** Lets what runs finish while there still is a store; what is left is found at the next start. */
  async beforeApplicationShutdown() {
    this.stopped = true
    for (const timer of this.timers) clearTimeout(timer)
    await Promise.all(Array.from(this.running.values(), ({ done }) => done))
  }

  private start(name: JobName, subject: string) {
    const key = `${name} ${subject}`
    const running = this.running.get(key)
    if (running) running.again = true
    else this.running.set(key, { again: false, done: this.run(name, subject, key) })
  }

  private async run(name: JobName, subject: string, key: string) {
    // The map entry is set before the handler starts.
    await Promise.resolve()
    try {
      do {
        this.running.get(key)!.again = false
        await this.handlers.get(name)?.(subject)
      } while (this.running.get(key)!.again && !this.stopped)
    } catch (error) {
      this.logger.error(`${key} failed`, error instanceof Error ? error.stack : String(error))
      if (!this.stopped) this.later(name, subject, RETRY_AFTER)
    } finally {
      this.running.delete(key)
    }
  }

  private later(name: JobName, subject: string, delayMs: number) {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      this.start(name, subject)
    }, delayMs)
    timer.unref()
    this.timers.add(timer)
  }
}
