import { type Document, MongoBulkWriteError } from 'mongodb'
import { beforeEach, expect, it } from 'vitest'
import { ids, useTarget } from './target.js'

const target = useTarget()
const things = () => target.db.collection<Document>('things')

beforeEach(async () => {
  await things().deleteMany({})
})

async function bulkError(operation: Promise<unknown>): Promise<MongoBulkWriteError> {
  try {
    await operation
  } catch (error) {
    if (error instanceof MongoBulkWriteError) return error
    throw error
  }
  throw new Error('the bulk was not refused')
}

const withIds = (...given: unknown[]) => given.map((_id) => ({ _id }) as Document)

it('stops at the first error when ordered', async () => {
  const error = await bulkError(things().insertMany(withIds(1, 2, 1, 3)))
  expect(error.code).toBe(11000)
  expect(error.result.insertedCount).toBe(2)
  expect(error.writeErrors).toMatchObject([{ index: 2, code: 11000 }])
  expect(ids(await things().find().sort({ _id: 1 }).toArray())).toEqual([1, 2])
})

it('goes on when unordered, and names every error', async () => {
  const error = await bulkError(things().insertMany(withIds(1, 2, 1, 3, 2, 4), { ordered: false }))
  expect(error.result.insertedCount).toBe(4)
  expect([error.writeErrors].flat().map(({ index }) => index)).toEqual([2, 4])
  expect(ids(await things().find().sort({ _id: 1 }).toArray())).toEqual([1, 2, 3, 4])
})

it('mixes operations and counts each kind', async () => {
  await things().insertMany(withIds(1, 2, 3))
  const result = await things().bulkWrite([
    { insertOne: { document: { _id: 4 } as Document } },
    { updateOne: { filter: { _id: 1 } as Document, update: { $set: { a: 1 } } } },
    { updateMany: { filter: { _id: { $gte: 2 } } as Document, update: { $set: { b: 1 } } } },
    { updateOne: { filter: { _id: 5 } as Document, update: { $set: { c: 1 } }, upsert: true } },
    { replaceOne: { filter: { _id: 2 } as Document, replacement: { d: 1 } } },
    { deleteOne: { filter: { _id: 3 } as Document } },
  ])
  expect(result).toMatchObject({
    insertedCount: 1,
    matchedCount: 5,
    modifiedCount: 5,
    upsertedCount: 1,
    deletedCount: 1,
    upsertedIds: { 3: 5 },
  })
  expect(await things().find().sort({ _id: 1 }).toArray()).toEqual([
    { _id: 1, a: 1 },
    { _id: 2, d: 1 },
    { _id: 4, b: 1 },
    { _id: 5, c: 1 },
  ])
})

it('keeps what came before an update that is refused', async () => {
  await things().insertMany([
    { _id: 1, n: 1 },
    { _id: 2, n: 'text' },
    { _id: 3, n: 1 },
  ] as Document[])
  const increments = [1, 2, 3].map((_id) => ({
    updateOne: { filter: { _id } as Document, update: { $inc: { n: 1 } } },
  }))
  const error = await bulkError(things().bulkWrite(increments))
  expect([error.writeErrors].flat().map(({ index }) => index)).toEqual([1])
  expect(await things().find().sort({ _id: 1 }).toArray()).toEqual([
    { _id: 1, n: 2 },
    { _id: 2, n: 'text' },
    { _id: 3, n: 1 },
  ])
  const unordered = await bulkError(things().bulkWrite(increments, { ordered: false }))
  expect(unordered.result.modifiedCount).toBe(2)
})

it('takes many documents in one call', async () => {
  const count = 3000
  const result = await things().insertMany(
    Array.from({ length: count }, (_, i) => ({ i, text: 'x'.repeat(100) })),
  )
  expect(result.insertedCount).toBe(count)
  expect(await things().countDocuments({ i: { $gte: count / 2 } })).toBe(count / 2)
})
