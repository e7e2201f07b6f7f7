import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { decodeDocument, documentValue, encodeDocument } from '../bson/BsonValue.js'
import { Cursors } from '../Cursors.js'
import { buildIndex } from '../commands/buildIndex.js'
import { parseIndex } from '../commands/parseIndex.js'
import { parsePath } from '../query/Path.js'
import { type Store, writeCollection } from '../Store.js'
import { Catalog } from '../storage/Catalog.js'
import { Environment } from '../storage/Environment.js'
import { readEachValue } from './readEachValue.js'

const SITES = ['a', 'b', 'c']

let path: string
let store: Store
let namespace: string
let count = 0

beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'each-value-'))
  const env = new Environment(path)
  const catalog = new Catalog(env)
  store = { env, catalog, cursors: new Cursors(600), clearLeftovers: () => {}, startedAt: new Date() }
})

beforeEach(async () => {
  namespace = `db.things${count++}`
  await writeCollection(store, namespace, true, (writer) => {
    for (let n = 0; n < 300; n++) writer.insert(encodeDocument({ _id: n, site: SITES[n % 3] }))
  })
})

afterAll(async () => {
  await store.env.close()
  await rm(path, { recursive: true })
})

const index = (spec: object) =>
  buildIndex(store, namespace, parseIndex(documentValue(encodeDocument({ name: 'by_site', ...spec }))))

const insert = (document: object) =>
  writeCollection(store, namespace, false, (writer) => writer.insert(encodeDocument(document)))

async function visited() {
  const sites: unknown[] = []
  const isRead = await readEachValue(store, store.catalog.find(namespace)!, parsePath('site'), (document) => {
    sites.push(decodeDocument(document).site)
  })
  return isRead && sites
}

it('reads one document a value', async () => {
  await index({ key: { site: 1, _id: 1 } })
  expect(await visited()).toEqual(SITES)
})

it('reads in the order of the index', async () => {
  await index({ key: { site: -1 } })
  expect(await visited()).toEqual([...SITES].reverse())
})

it('finds null behind those that have no value', async () => {
  await index({ key: { site: 1 } })
  await insert({ _id: 'x' })
  await insert({ _id: 'y', site: null })
  expect(await visited()).toEqual([undefined, null, ...SITES])
})

it.each([
  ['of another field', { key: { _id: 1, site: 1 } }],
  ['that leaves documents out', { key: { site: 1 }, partialFilterExpression: { _id: { $gt: 5 } } }],
])('does not use an index %s', async (_, spec) => {
  await index(spec)
  expect(await visited()).toBe(false)
})

it('does not use an index once a document holds an array', async () => {
  await index({ key: { site: 1 } })
  await insert({ _id: 'x', site: ['a', 'z'] })
  expect(await visited()).toBe(false)
})
