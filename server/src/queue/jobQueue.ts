/**
 * `rollup`: batches of a partition into chunks. `pack`: its chunks into segments and grids. `erase`: the visitors of a
 * partition that are to be forgotten. Of a site: `retain` lets go of what is too old, `remove` of everything.
 */
export type JobName = 'rollup' | 'pack' | 'erase' | 'retain' | 'remove'

/** Does the job for a partition, or a site. */
export type JobHandler = (subject: string) => Promise<void>

/** Runs jobs somewhere: in this process, or on any worker through Bull. */
export abstract class JobQueue {
  /** Says what a job does; called once a job by the processes that work. */
  abstract handle(name: JobName, handler: JobHandler): void

  /** Sees to it that the job runs for the subject, starting after this call; it may run more often than asked. */
  abstract add(name: JobName, subject: string, delayMs?: number): Promise<void>

  /** Whether jobs can be queued just now. */
  abstract healthy(): Promise<boolean>
}
