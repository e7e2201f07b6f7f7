import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, MongoClient, MongoServerError } from 'mongodb'
import { afterAll, beforeAll } from 'vitest'
import { type EmbeddedStore, type EmbeddedStoreOptions, startEmbeddedStore } from './startEmbeddedStore.js'

/** A store in a folder of its own, and a client of it; for the tests of one file. */
export interface StoreFixture {
  readonly path: string
  readonly store: EmbeddedStore
  readonly client: MongoClient
  readonly db: Db
  /** What the store logged. */
  readonly logged: string[]
}

export function useStore(options: Partial<EmbeddedStoreOptions> = {}): StoreFixture {
  const fixture: { -readonly [K in keyof StoreFixture]?: StoreFixture[K] } = { logged: [] }

  beforeAll(async () => {
    fixture.path = await mkdtemp(join(tmpdir(), 'embedded-'))
    fixture.store = await startEmbeddedStore({
      path: fixture.path,
      log: (message) => fixture.logged!.push(message),
      ...options,
    })
    fixture.client = await MongoClient.connect(fixture.store.uri)
    fixture.db = fixture.client.db('test')
  })

  afterAll(async () => {
    await fixture.client?.close()
    await fixture.store?.close()
    await rm(fixture.path!, { recursive: true })
  })

  return fixture as StoreFixture
}

/** What an operation is refused with. */
export async function refusal(operation: Promise<unknown>): Promise<MongoServerError> {
  const error = await operation.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof MongoServerError) return error
  throw error ?? new Error('the operation was not refused')
}
