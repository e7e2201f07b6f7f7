import type { Connection } from 'mongoose'

/** A change of what is stored. Once released it stays as it is; what it got wrong is put right by a later one. */
export interface Migration {
  /** In words, for the log. */
  name: string
  /** Must do no harm when it runs again: it does so when the process is killed before it is noted down. */
  run(connection: Connection): Promise<void>
}
