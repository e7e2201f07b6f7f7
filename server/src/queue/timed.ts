import { countStoreError, jobSeconds } from '../operations/metrics.js'
import type { JobHandler, JobName } from './jobQueue.js'

/** The handler, with its run times and errors counted. */
export function timed(job: JobName, handler: JobHandler): JobHandler {
  return async (subject) => {
    const stop = jobSeconds.startTimer({ job })
    try {
      await handler(subject)
      stop({ outcome: 'done' })
    } catch (error) {
      stop({ outcome: 'failed' })
      countStoreError(error)
      throw error
    }
  }
}
