import type { UpdateQuery } from 'mongoose'
import type { Partition } from './partition.entity.js'

/** Another worker holds the partition now; whatever this one was about to do is theirs to do. */
export class LeaseLostError extends Error {}

/** What changes of a partition. */
export type Change = UpdateQuery<Partition>['$set']

/** The right to change a partition. Every change goes through `update`, which a former holder's cannot pass. */
export interface Lease {
  /** The partition as of the last update. */
  readonly partition: Partition
  /**
   * Changes the partition.
   * @throws LeaseLostError when somebody else holds it.
   */
  update(change: Change): Promise<void>
}
