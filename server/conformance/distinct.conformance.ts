import { type Document, Long } from 'mongodb'
import { beforeAll, expect, it } from 'vitest'
import { useTarget } from './target.js'

const target = useTarget()
const things = () => target.db.collection<Document>('things')

beforeAll(() =>
  things().insertMany([
    { k: 'b', n: 1, tags: ['x', 'y'], deep: { v: 1 } },
    { k: 'a', n: 2, tags: ['y'], deep: { v: 2 } },
    { k: 'b', n: 3, tags: [], deep: [{ v: 1 }, { v: 3 }] },
    { n: 4 },
  ]),
)

it('gives each value once', async () => {
  expect((await things().distinct('k')).sort()).toEqual(['a', 'b'])
})

it('looks into arrays and documents', async () => {
  expect((await things().distinct('tags')).sort()).toEqual(['x', 'y'])
  expect((await things().distinct('deep.v')).sort()).toEqual([1, 2, 3])
})

it('of documents that match', async () => {
  expect(await things().distinct('k', { n: { $lt: 2 } })).toEqual(['b'])
  expect(await things().distinct('k', { n: 4 })).toEqual([])
})

const odd = [
  null,
  undefined,
  1,
  new Long(1),
  1.5,
  Number.NaN,
  'b',
  '',
  false,
  new Date(5),
  { v: 1 },
  'b',
  null,
]

it.each([
  ['ascending', { k: 1 }, {}],
  ['descending', { k: -1 }, {}],
  ['compound', { k: 1, n: -1 }, {}],
  ['sparse', { k: 1 }, { sparse: true }],
  ['partial', { k: 1 }, { partialFilterExpression: { n: { $gt: 5 } } }],
] as const)('gives the same with an index: %s', async (name, keys, options) => {
  const documents = odd.map((k, n) => (k === undefined ? { n } : { k, n }))
  const [plain, indexed] = ['plain', 'indexed'].map((kind) => target.db.collection(`${name}_${kind}`))
  await indexed!.createIndex(keys, options)
  for (const collection of [plain!, indexed!])
    await collection.insertMany(documents.map((each) => ({ ...each })))
  expect(new Set(await indexed!.distinct('k'))).toEqual(new Set(await plain!.distinct('k')))
  await indexed!.insertOne({ k: ['z', 'b'] })
  expect(await indexed!.distinct('k')).toHaveLength((await plain!.distinct('k')).length + 1)
})
