import { setTimeout as sleep } from 'node:timers/promises'
import { CommandError } from '../errors.js'

/** How long (ms) to wait for the reason of a failure. */
const PATIENCE = 200

/** What LMDB rejects the writes of a failed commit with: a general error that holds a promise for the real one. */
export interface FailedCommit extends Error {
  commitError: Promise<never>
}

export function isFailedCommit(error: unknown): error is FailedCommit {
  return error instanceof Error && 'commitError' in error
}

/** The error that clients are told. The reason mostly comes at once, but of commits that fail close together not always. */
export async function errorOfCommit({ commitError }: FailedCommit): Promise<CommandError> {
  const reason = await Promise.race([
    commitError.catch((error: Error) => error.message),
    sleep(PATIENCE, 'the disk did not take it', { ref: false }),
  ])
  const full = /no space|ENOSPC|MDB_MAP_FULL|quota/i.test(reason)
  return new CommandError(
    full ? 'OutOfDiskSpace' : 'InternalError',
    `The write could not be stored: ${reason}. Nothing of it was kept.`,
  )
}
