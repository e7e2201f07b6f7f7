import type { Document } from 'mongodb'
import { beforeAll, expect, it } from 'vitest'
import { ids, useTarget } from './target.js'

const target = useTarget()
const things = () => target.db.collection<Document>('things')
const numbers = Array.from({ length: 1000 }, (_, i) => i)

beforeAll(async () => {
  await things().insertMany(numbers.map((_id) => ({ _id, even: _id % 2 === 0 }) as Document))
})

// several batches come without a sort here: DocumentDB loses cursors that sort
it('hand out everything, batch by batch', async () => {
  for (const batchSize of [1, 7, 100, 5000]) {
    const limit = batchSize === 1 ? 20 : 1000
    const found = await things().find().limit(limit).batchSize(batchSize).toArray()
    expect(ids(found)).toEqual(numbers.slice(0, limit))
  }
})

it('hand out more than a first batch without being told how much', async () => {
  expect(await things().find().toArray()).toHaveLength(1000)
  expect(await things().find({ even: true }).toArray()).toHaveLength(500)
})

it('skip and limit', async () => {
  const page = await things().find().sort({ _id: -1 }).skip(10).limit(5).toArray()
  expect(ids(page)).toEqual([989, 988, 987, 986, 985])
  expect(await things().find().skip(2000).toArray()).toEqual([])
})

it('may be left before their end', async () => {
  const cursor = things().find().batchSize(10)
  expect(await cursor.next()).not.toBeNull()
  const getMore = cursor.id
  await cursor.close()
  await expect(target.db.command({ getMore, collection: 'things' })).rejects.toMatchObject({ code: 43 })
})

it('come in an order that no index gives', async () => {
  const found = await things().find().sort({ even: -1, _id: -1 }).batchSize(5000).toArray()
  expect(ids(found)).toEqual([
    ...numbers.filter((n) => n % 2 === 0).reverse(),
    ...numbers.filter((n) => n % 2 === 1).reverse(),
  ])
})

it('of aggregations come in batches, too', async () => {
  const cursor = things().aggregate([{ $match: { even: true } }], { batchSize: 50 })
  expect(ids(await cursor.toArray())).toEqual(numbers.filter((n) => n % 2 === 0))
})

it('that are unknown are refused', async () => {
  const { Long } = await import('mongodb')
  const attempt = target.db.command({ getMore: Long.fromNumber(123456789), collection: 'things' })
  await expect(attempt).rejects.toMatchObject({ code: 43 })
})

it('see documents come and go without losing others', async () => {
  const passing = target.db.collection<Document>('passing')
  await passing.insertMany(numbers.map((_id) => ({ _id }) as Document))
  const seen: number[] = []
  for await (const { _id } of passing.find().batchSize(100)) {
    seen.push(_id as unknown as number)
    if (seen.length === 50) await passing.deleteMany({ _id: { $gte: 900 } } as Document)
  }
  expect(seen.filter((_id) => _id < 900)).toEqual(numbers.slice(0, 900))
})
