import type { Document } from 'mongodb'
import { beforeEach, expect, it } from 'vitest'
import { refusal, useTarget } from './target.js'

const target = useTarget()
const things = () => target.db.collection<Document>('things')
const all = () => things().find().toArray()

beforeEach(async () => {
  await things().deleteMany({})
})

it('inserts what the filter says, changed by the update', async () => {
  const result = await things().updateOne(
    { _id: 'a', site: 's', n: { $gt: 5 } } as Document,
    { $inc: { count: 1 }, $setOnInsert: { since: 1 }, $push: { list: 'x' } } as Document,
    { upsert: true },
  )
  expect(result).toMatchObject({ matchedCount: 0, modifiedCount: 0, upsertedCount: 1, upsertedId: 'a' })
  expect(await all()).toEqual([{ _id: 'a', site: 's', count: 1, since: 1, list: ['x'] }])
})

it('updates what is there, without what is for inserts only', async () => {
  await things().insertOne({ _id: 'a', count: 1 } as Document)
  const update = { $inc: { count: 1 }, $setOnInsert: { since: 1 } }
  const result = await things().updateOne({ _id: 'a' } as Document, update, { upsert: true })
  expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 1, upsertedCount: 0 })
  expect(await all()).toEqual([{ _id: 'a', count: 2 }])
})

it('makes up an _id', async () => {
  const { upsertedId } = await things().updateOne({ k: 1 }, { $set: { v: 2 } }, { upsert: true })
  expect(await all()).toEqual([{ _id: upsertedId, k: 1, v: 2 }])
})

it('takes equalities from $and, $eq and dotted paths', async () => {
  await things().updateOne(
    { $and: [{ _id: 1 }, { 'a.b': 2 }], c: { $eq: 3 }, $or: [{ d: 4 }] } as Document,
    { $set: { e: 5 } },
    { upsert: true },
  )
  expect(await all()).toEqual([{ _id: 1, a: { b: 2 }, c: 3, d: 4, e: 5 }])
})

it('takes nothing from other operators', async () => {
  await things().updateOne(
    {
      _id: 1,
      a: { $in: [1, 2] },
      b: { $exists: false },
      c: { $ne: 1 },
      $or: [{ d: 1 }, { d: 2 }],
    } as Document,
    { $set: { e: 1 } },
    { upsert: true },
  )
  expect(await all()).toEqual([{ _id: 1, e: 1 }])
})

it('inserts a replacement under the _id of the filter', async () => {
  const result = await things().replaceOne({ _id: 9, ignored: 1 } as Document, { a: 1 }, { upsert: true })
  expect(result).toMatchObject({ upsertedCount: 1, upsertedId: 9 })
  expect(await all()).toEqual([{ _id: 9, a: 1 }])
})

it('inserts one document for a multi update that matches none', async () => {
  await things().updateMany({ a: 1 }, { $set: { b: 1 } }, { upsert: true })
  await things().updateMany({ a: 1 }, { $set: { b: 2 } }, { upsert: true })
  expect(await all()).toMatchObject([{ a: 1, b: 2 }])
})

it('refuses an _id other than the one asked for', async () => {
  const attempt = things().updateOne(
    { _id: 1 } as Document,
    { $set: { _id: 2 } as Document },
    { upsert: true },
  )
  await refusal(attempt)
  expect(await all()).toEqual([])
})

it('inserts once however many ask at the same time', async () => {
  const attempts = Array.from({ length: 40 }, (_, i) =>
    things().updateOne({ _id: 'same' } as Document, { $inc: { n: 1 }, $push: { by: i } } as Document, {
      upsert: true,
    }),
  )
  const outcomes = await Promise.allSettled(attempts)
  const [found] = await all()
  expect(await all()).toHaveLength(1)
  expect(found!.n).toBe(outcomes.filter(({ status }) => status === 'fulfilled').length)
})
