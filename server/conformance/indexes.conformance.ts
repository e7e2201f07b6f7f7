import type { Document } from 'mongodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { ids, refusal, useTarget } from './target.js'

const target = useTarget()
let count = 0
let name = ''
const things = () => target.db.collection<Document>(name)

beforeEach(() => {
  name = `things${count++}`
})

const code = async (operation: Promise<unknown>) => (await refusal(operation)).code

describe('unique', () => {
  it('lets a value in once, and names what is taken', async () => {
    await things().createIndex({ email: 1 }, { unique: true })
    await things().insertOne({ email: 'a@b.c' })
    const error = await refusal(things().insertOne({ email: 'a@b.c' }))
    expect(error.code).toBe(11000)
    expect(await things().countDocuments()).toBe(1)
  })

  it('holds for updates and upserts', async () => {
    await things().createIndex({ k: 1 }, { unique: true })
    await things().insertMany([{ k: 1 }, { k: 2 }])
    expect(await code(things().updateOne({ k: 1 }, { $set: { k: 2 } }))).toBe(11000)
    expect(await code(things().updateOne({ z: 1 }, { $set: { k: 2 } }, { upsert: true }))).toBe(11000)
    await things().updateOne({ k: 1 }, { $set: { k: 1, touched: true } })
    expect(await things().countDocuments({ touched: true })).toBe(1)
  })

  it('frees a value when its document changes or goes', async () => {
    await things().createIndex({ k: 1 }, { unique: true })
    await things().insertMany([{ k: 1 }, { k: 2 }])
    await things().updateOne({ k: 1 }, { $set: { k: 3 } })
    await things().deleteOne({ k: 2 })
    await things().insertMany([{ k: 1 }, { k: 2 }])
    expect(await things().countDocuments()).toBe(3)
  })

  it('takes a missing field for null, once', async () => {
    await things().createIndex({ k: 1 }, { unique: true })
    await things().insertOne({ a: 1 })
    expect(await code(things().insertOne({ a: 2 }))).toBe(11000)
  })

  it('of several fields lets each combination in once', async () => {
    await things().createIndex({ site: 1, batch: 1 }, { unique: true })
    await things().insertMany([
      { site: 'a', batch: 1 },
      { site: 'a', batch: 2 },
      { site: 'b', batch: 1 },
    ])
    expect(await code(things().insertOne({ site: 'a', batch: 2 }))).toBe(11000)
  })

  it('looks at each element of an array', async () => {
    await things().createIndex({ tags: 1 }, { unique: true })
    await things().insertOne({ tags: ['a', 'b'] })
    expect(await code(things().insertOne({ tags: ['c', 'b'] }))).toBe(11000)
    await things().insertOne({ tags: ['c', 'd', 'd'] })
  })

  it('takes equal numbers of all types for the same', async () => {
    const { Long, Double, Int32 } = await import('mongodb')
    await things().createIndex({ n: 1 }, { unique: true })
    await things().insertOne({ n: new Int32(5) })
    expect(await code(things().insertOne({ n: Long.fromNumber(5) }))).toBe(11000)
    expect(await code(things().insertOne({ n: new Double(5) }))).toBe(11000)
    await things().insertOne({ n: new Double(5.5) })
  })

  it('cannot be made over doubles that are there already', async () => {
    await things().insertMany([{ k: 1 }, { k: 1 }])
    await refusal(things().createIndex({ k: 1 }, { unique: true }))
    expect((await things().indexes()).map((index) => index.name)).toEqual(['_id_'])
  })

  it('lets one of many in that come at once', async () => {
    await things().createIndex({ k: 1 }, { unique: true })
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, i) => things().insertOne({ k: 'same', i })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await things().countDocuments()).toBe(1)
  })
})

describe('sparse and partial', () => {
  it('a sparse unique index lets any number of documents go without', async () => {
    await things().createIndex({ k: 1 }, { unique: true, sparse: true })
    await things().insertMany([{ a: 1 }, { a: 2 }, { k: 1 }])
    expect(await code(things().insertOne({ k: 1 }))).toBe(11000)
    expect(await things().countDocuments()).toBe(3)
  })

  it('a sparse index hides nothing from queries and sorts', async () => {
    await things().createIndex({ k: 1 }, { sparse: true })
    await things().insertMany([{ _id: 1 }, { _id: 2, k: 1 }, { _id: 3, k: null }] as Document[])
    expect(ids(await things().find({ k: null }).sort({ _id: 1 }).toArray())).toEqual([1, 3])
    expect(ids(await things().find().sort({ k: 1, _id: 1 }).toArray())).toEqual([1, 3, 2])
    expect(
      ids(
        await things()
          .find({ k: { $exists: true } })
          .sort({ _id: 1 })
          .toArray(),
      ),
    ).toEqual([2, 3])
  })

  it('a partial unique index is unique where its filter holds', async () => {
    await things().createIndex({ k: 1 }, { unique: true, partialFilterExpression: { open: true } })
    await things().insertMany([
      { k: 1, open: false },
      { k: 1, open: false },
      { k: 1, open: true },
    ])
    expect(await code(things().insertOne({ k: 1, open: true }))).toBe(11000)
    expect(await things().countDocuments({ k: 1 })).toBe(3)
    expect(await things().countDocuments({ k: 1, open: true })).toBe(1)
  })
})

describe('definitions', () => {
  it('are listed as they were made', async () => {
    await things().createIndex({ a: 1, b: -1 }, { name: 'ab', unique: true })
    await things().createIndex({ t: 1 }, { expireAfterSeconds: 3600 })
    const indexes = await things().indexes()
    expect(indexes.find((index) => index.name === 'ab')).toMatchObject({ key: { a: 1, b: -1 }, unique: true })
    expect(indexes.find((index) => index.name === 't_1')).toMatchObject({
      key: { t: 1 },
      expireAfterSeconds: 3600,
    })
  })

  it('may be made again as they are, and not otherwise', async () => {
    await things().createIndex({ a: 1 }, { name: 'a' })
    await things().createIndex({ a: 1 }, { name: 'a' })
    await refusal(things().createIndex({ b: 1 }, { name: 'a' }))
    await refusal(things().createIndex({ a: 1 }, { name: 'other' }))
    expect(await things().indexes()).toHaveLength(2)
  })

  it('go when dropped', async () => {
    await things().createIndex({ a: 1 }, { unique: true })
    await things().dropIndex('a_1')
    await things().insertMany([{ a: 1 }, { a: 1 }])
    await refusal(things().dropIndex('a_1'))
    expect(await things().indexes()).toHaveLength(1)
  })

  it('of a collection that does not exist are not found', async () => {
    await refusal(things().indexes())
  })
})

describe('results', () => {
  it('are the same with and without an index', async () => {
    const values = [5, 'b', null, 3, [1, 9], 'a', { x: 1 }, 4.5, true, new Date(0), [], undefined]
    const rows = values.map((v, _id) => (v === undefined ? { _id } : { _id, v })) as Document[]
    await things().insertMany(rows)
    const questions: Document[] = [
      { v: 5 },
      { v: { $gt: 3 } },
      { v: { $gte: 1, $lte: 4 } },
      { v: { $lt: 'b' } },
      { v: null },
      { v: { $in: [3, 'a', null] } },
      { v: { $ne: 5 } },
      { v: { $exists: false } },
      { v: 9 },
      { v: [1, 9] },
      { v: { x: 1 } },
      { v: /^a/ },
      { v: true },
      { $or: [{ v: 5 }, { v: 'a' }] },
    ]
    const answers = async () => {
      const found = []
      for (const question of questions)
        found.push(ids(await things().find(question).sort({ _id: 1 }).toArray()))
      return found
    }
    const before = await answers()
    await things().createIndex({ v: 1 })
    expect(await answers()).toEqual(before)
    await things().dropIndex('v_1')
    await things().createIndex({ v: -1, _id: 1 })
    expect(await answers()).toEqual(before)
  })

  it('find very long values', async () => {
    await things().createIndex({ text: 1 })
    const long = 'x'.repeat(2500)
    await things().insertMany([
      { _id: 1, text: `${long}a` },
      { _id: 2, text: `${long}b` },
      { _id: 3, text: 'short' },
    ] as Document[])
    expect(
      ids(
        await things()
          .find({ text: `${long}b` })
          .toArray(),
      ),
    ).toEqual([2])
    expect(
      ids(
        await things()
          .find({ text: { $gt: `${long}a` } })
          .toArray(),
      ),
    ).toEqual([2])
    expect(ids(await things().find().sort({ text: -1 }).toArray())).toEqual([2, 1, 3])
  })
})
