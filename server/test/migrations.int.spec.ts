import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, createConnection } from 'mongoose'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { startEmbeddedStore } from '../src/embedded/startEmbeddedStore.js'
import type { Migration } from '../src/migrations/migration.js'
import { NewerSchemaError, runMigrations } from '../src/migrations/runMigrations.js'
import { TestServer } from './server.js'

let folder: string
let store: { uri: string; close(): Promise<void> } | null
let uri: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mt-migrations-'))
  store = process.env.MONGODB_URI ? null : await startEmbeddedStore({ path: folder })
  uri = store?.uri ?? process.env.MONGODB_URI!
})
afterAll(async () => {
  await store?.close()
  await rm(folder, { recursive: true, force: true })
})

let connection: Connection
beforeEach(async () => {
  connection = await createConnection(uri, {
    dbName: `mt_test_${randomBytes(6).toString('hex')}`,
  }).asPromise()
})
afterEach(async () => {
  await connection.dropDatabase()
  await connection.close()
})

const noting = (runs: string[], name: string): Migration => ({
  name,
  run: async () => {
    runs.push(name)
  },
})

it('runs each migration once, in order, however many processes start at once', async () => {
  const runs: string[] = []
  const migrations = ['one', 'two', 'three'].map((name) => noting(runs, name))
  await Promise.all(Array.from({ length: 5 }, () => runMigrations(connection, migrations)))
  expect(runs).toEqual(['one', 'two', 'three'])
  await runMigrations(connection, [...migrations, noting(runs, 'four')])
  expect(runs).toEqual(['one', 'two', 'three', 'four'])
})

it('goes on where a failed or killed one has stopped', async () => {
  const runs: string[] = []
  const [one, three] = [noting(runs, 'one'), noting(runs, 'three')]
  const broken: Migration = { name: 'two', run: () => Promise.reject(new Error('the disk is full')) }
  await expect(runMigrations(connection, [one, broken, three])).rejects.toThrow('the disk is full')
  await runMigrations(connection, [one, noting(runs, 'two'), three])
  expect(runs).toEqual(['one', 'two', 'three'])

  // A process that was killed leaves its lock behind.
  await connection
    .collection<{ _id: string }>('schema')
    .updateOne({ _id: 'schema' }, { $set: { holder: 'dead', lockedUntil: new Date(Date.now() + 300) } })
  await runMigrations(connection, [one, broken, three, noting(runs, 'four')])
  expect(runs.at(-1)).toBe('four')
})

it('refuses a store of a newer version', async () => {
  await runMigrations(connection, [noting([], 'one'), noting([], 'two')])
  await expect(runMigrations(connection, [noting([], 'one')])).rejects.toThrow(NewerSchemaError)
})

it('stops the server with one line when its store is of a newer version', async () => {
  const server = await TestServer.start()
  try {
    await server.store((db) => db.collection('schema').updateOne({}, { $set: { version: 1_000 } }))
    await server.kill('SIGTERM')
    await expect(server.run()).rejects.toThrow('did not start')
    expect(server.log).toMatch(
      /mouse-tracking: the store is of schema version 1000, and this server knows up to \d+/,
    )
  } finally {
    await server.stop()
  }
})
