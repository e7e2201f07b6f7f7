import { Logger } from '@nestjs/common'
import type { JobName, JobQueue } from '../queue/jobQueue.js'

const logger = new Logger('Privacy')

/** Asks for a job whose work is written down in the store. What cannot be queued just now is found by the sweep. */
export async function enqueue(jobs: JobQueue, name: JobName, subject: string): Promise<void> {
  try {
    await jobs.add(name, subject)
  } catch (error) {
    logger.warn(`Queueing ${name} ${subject} failed, the sweep will find it: ${(error as Error).message}`)
  }
}
