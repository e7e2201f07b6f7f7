import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, type Document, MongoClient, MongoServerError } from 'mongodb'
import { afterAll, beforeAll } from 'vitest'
import { startEmbeddedStore } from '../src/embedded/startEmbeddedStore.js'

/** The store that the suite runs against: the one at `MONGODB_URI`, or else an embedded one of its own. */
export interface Target {
  readonly uri: string
  readonly client: MongoClient
  /** A database that nobody else uses; dropped at the end. */
  readonly db: Db
}

/** Opens the target for the tests of one file. Its fields are there once the tests run. */
export function useTarget(): Target {
  const target: { -readonly [K in keyof Target]?: Target[K] } = {}
  let close = async () => {}

  beforeAll(async () => {
    target.uri = process.env.MONGODB_URI
    if (target.uri === undefined) {
      const path = await mkdtemp(join(tmpdir(), 'conformance-'))
      const store = await startEmbeddedStore({ path })
      target.uri = store.uri
      close = async () => {
        await store.close()
        await rm(path, { recursive: true })
      }
    }
    target.client = await MongoClient.connect(target.uri)
    target.db = target.client.db(`conformance_${randomBytes(6).toString('hex')}`)
  })

  afterAll(async () => {
    await target.db?.dropDatabase()
    await target.client?.close()
    await close()
  })

  return target as Target
}

/** What the server refused an operation with. */
export async function refusal(operation: Promise<unknown>): Promise<MongoServerError> {
  try {
    await operation
  } catch (error) {
    if (error instanceof MongoServerError) return error
    throw error
  }
  throw new Error('the operation was not refused')
}

/** The `_id`s of documents, in the order in which they came. */
export function ids(documents: readonly Document[]): unknown[] {
  return documents.map(({ _id }) => _id)
}
