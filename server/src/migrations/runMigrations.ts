import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from 'mongoose'
import type { Migration } from './migration.js'

/** A process that says nothing for so long (ms) is taken for dead, and its lock is void. */
const LOCK_MS = 30_000
/** How often (ms) a process that waits looks whether it is its turn. */
const LOOK_EVERY = 250
const DUPLICATE_KEY = 11_000

/** The one document of the collection `schema`. */
interface SchemaState {
  _id: 'schema'
  /** How many migrations have run. */
  version: number
  holder: string
  lockedUntil: Date
}

/** The store is of a newer version than this server. */
export class NewerSchemaError extends Error {}

/**
 * Brings the store up to date. Of several processes that start at once, one migrates and the others wait for it.
 * @param lockMs for tests
 * @throws NewerSchemaError when the store has seen migrations that this server does not know
 */
export async function runMigrations(
  connection: Connection,
  migrations: readonly Migration[],
  lockMs = LOCK_MS,
): Promise<void> {
  const schema = connection.collection<SchemaState>('schema')
  const holder = randomUUID()
  const lockEnd = () => new Date(Date.now() + lockMs)
  const mine = { _id: 'schema' as const, holder }

  while (!(await isUpToDate())) {
    if (!(await lock())) {
      await sleep(LOOK_EVERY)
      continue
    }
    const heartbeat = setInterval(
      // One that fails is made good by the next; when all do, the note at the end finds the lock lost.
      () => void schema.updateOne(mine, { $set: { lockedUntil: lockEnd() } }).catch(() => {}),
      lockMs / 3,
    )
    try {
      await migrate()
    } finally {
      clearInterval(heartbeat)
      await schema.updateOne(mine, { $set: { lockedUntil: new Date(0) } })
    }
  }

  async function isUpToDate(): Promise<boolean> {
    const version = (await schema.findOne({ _id: 'schema' }))?.version ?? 0
    if (version > migrations.length)
      throw new NewerSchemaError(
        `the store is of schema version ${version}, and this server knows up to ${migrations.length}: ` +
          'run the newer version of the server, or restore a backup from before the upgrade',
      )
    return version === migrations.length
  }

  async function lock(): Promise<boolean> {
    try {
      const locked = await schema.findOneAndUpdate(
        { _id: 'schema', lockedUntil: { $lt: new Date() } },
        { $set: { holder, lockedUntil: lockEnd() }, $setOnInsert: { version: 0 } },
        { upsert: true, returnDocument: 'after' },
      )
      return locked !== null
    } catch (error) {
      // It is there and locked, so the filter found nothing and the upsert met it.
      if ((error as { code?: unknown }).code === DUPLICATE_KEY) return false
      throw error
    }
  }

  async function migrate() {
    const { version } = (await schema.findOne(mine))!
    for (const [index, { name, run }] of migrations.entries()) {
      if (index < version) continue
      await run(connection)
      const { matchedCount } = await schema.updateOne(mine, { $set: { version: index + 1 } })
      if (matchedCount === 0)
        throw new Error(`migration ${index + 1} (${name}) took so long that another process took over`)
    }
  }
}
