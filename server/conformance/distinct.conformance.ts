import type { Document } from 'mongodb'
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
