/** `rollup`: batches of a partition into chunks. `pack`: its chunks into segments and grids. */
export type JobName = 'rollup' | 'pack'

/** Does the job for a partition. */
export type JobHandler = (partition: string) => Promise<void>

/** Runs jobs somewhere: in this process, or on any worker through Bull. */
export abstract class JobQueue {
  /** Says what a job does; called once a job by the processes that work. */
  abstract handle(name: JobName, handler: JobHandler): void

  /** Sees to it that the job runs for the partition, starting after this call; it may run more often than asked. */
  abstract add(name: JobName, partition: string, delayMs?: number): Promise<void>

  /** Whether jobs can be queued just now. */
  abstract healthy(): Promise<boolean>
}
