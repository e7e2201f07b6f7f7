import { type Document, ObjectId } from 'mongodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { refusal, useTarget } from './target.js'

const target = useTarget()
const things = () => target.db.collection<Document>('things')

beforeEach(async () => {
  await things().deleteMany({})
})

describe('insert', () => {
  it('stores a document and finds it again', async () => {
    const { insertedId } = await things().insertOne({ name: 'one', nested: { list: [1, 'two', null] } })
    expect(insertedId).toBeInstanceOf(ObjectId)
    expect(await things().findOne({ _id: insertedId })).toEqual({
      _id: insertedId,
      name: 'one',
      nested: { list: [1, 'two', null] },
    })
  })

  it('takes an _id of any scalar or document type', async () => {
    const given = [1, 'text', new Date(5), true, { a: 1, b: 2 }, new ObjectId()]
    await things().insertMany(given.map((_id) => ({ _id }) as Document))
    for (const _id of given) expect(await things().countDocuments({ _id } as Document)).toBe(1)
  })

  it('refuses an array as _id', async () => {
    await refusal(things().insertOne({ _id: [1] } as Document))
    expect(await things().countDocuments()).toBe(0)
  })

  it('refuses an _id that is taken', async () => {
    await things().insertOne({ _id: 1 } as Document)
    const error = await refusal(things().insertOne({ _id: 1, again: true } as Document))
    expect(error.code).toBe(11000)
    expect(error.message).toMatch(/E11000/)
    expect(await things().find().toArray()).toEqual([{ _id: 1 }])
  })

  it('puts _id first, wherever it stood', async () => {
    await things().insertOne({ z: 1, _id: 7, a: 2 } as Document)
    const found = await things().findOne({ _id: 7 } as Document)
    expect(Object.keys(found!)).toEqual(['_id', 'z', 'a'])
  })
})

describe('update', () => {
  it('changes one of many', async () => {
    await things().insertMany([
      { _id: 1, kind: 'a' },
      { _id: 2, kind: 'a' },
    ] as Document[])
    const result = await things().updateOne({ kind: 'a' }, { $set: { seen: true } })
    expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 1, upsertedCount: 0 })
    expect(await things().countDocuments({ seen: true })).toBe(1)
  })

  it('changes all of them', async () => {
    await things().insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
      { _id: 3, n: 3 },
    ] as Document[])
    const result = await things().updateMany({ n: { $gte: 2 } }, { $inc: { n: 10 } })
    expect(result).toMatchObject({ matchedCount: 2, modifiedCount: 2 })
    expect(await things().find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, n: 1 },
      { _id: 2, n: 12 },
      { _id: 3, n: 13 },
    ])
  })

  it('tells what was matched from what was modified', async () => {
    await things().insertOne({ _id: 1, a: 1 } as Document)
    const result = await things().updateOne({ _id: 1 } as Document, { $set: { a: 1 } })
    expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 0 })
  })

  it('matches nothing in a collection that does not exist', async () => {
    const nowhere = target.db.collection('nowhere')
    expect(await nowhere.updateOne({}, { $set: { a: 1 } })).toMatchObject({ matchedCount: 0 })
    expect(await nowhere.deleteMany({})).toMatchObject({ deletedCount: 0 })
    expect(await nowhere.find().toArray()).toEqual([])
  })

  it('replaces a document under its _id', async () => {
    await things().insertOne({ _id: 1, a: 1, b: 2 } as Document)
    await things().replaceOne({ a: 1 }, { c: 3 })
    expect(await things().find().toArray()).toEqual([{ _id: 1, c: 3 }])
  })

  it('does not let _id change', async () => {
    await things().insertOne({ _id: 1, a: 1 } as Document)
    await refusal(things().updateOne({ a: 1 }, { $set: { _id: 2 } as Document }))
    await refusal(things().replaceOne({ a: 1 }, { _id: 2, a: 1 } as Document))
    expect(await things().find().toArray()).toEqual([{ _id: 1, a: 1 }])
  })

  it('changes nothing of a document when one of its operators is refused', async () => {
    await things().insertOne({ _id: 1, a: 1, b: 'text' } as Document)
    await refusal(things().updateOne({ _id: 1 } as Document, { $set: { a: 2 }, $inc: { b: 1 } }))
    expect(await things().find().toArray()).toEqual([{ _id: 1, a: 1, b: 'text' }])
  })
})

describe('delete', () => {
  it('removes one, or all that match', async () => {
    await things().insertMany([1, 2, 3, 4].map((_id) => ({ _id, even: _id % 2 === 0 }) as Document))
    expect(await things().deleteOne({ even: true })).toMatchObject({ deletedCount: 1 })
    expect(await things().deleteMany({ even: false })).toMatchObject({ deletedCount: 2 })
    expect(await things().countDocuments()).toBe(1)
  })

  it('makes room for the same _id again', async () => {
    await things().insertOne({ _id: 1, v: 1 } as Document)
    await things().deleteOne({ _id: 1 } as Document)
    await things().insertOne({ _id: 1, v: 2 } as Document)
    expect(await things().find().toArray()).toEqual([{ _id: 1, v: 2 }])
  })
})

describe('collections', () => {
  it('come with their first document and go when dropped', async () => {
    const passing = target.db.collection('passing')
    await passing.insertOne({ a: 1 })
    const names = async () => (await target.db.listCollections().toArray()).map(({ name }) => name)
    expect(await names()).toContain('passing')
    await passing.drop()
    expect(await names()).not.toContain('passing')
    expect(await passing.countDocuments()).toBe(0)
  })

  it('say how many documents they hold', async () => {
    await things().insertMany([{ a: 1 }, { a: 2 }])
    expect(await things().estimatedDocumentCount()).toBeGreaterThanOrEqual(0)
    expect(await things().countDocuments({})).toBe(2)
    expect(await things().countDocuments({ a: 2 })).toBe(1)
    expect(await things().countDocuments({ a: 3 })).toBe(0)
    expect(await things().countDocuments({}, { skip: 1 })).toBe(1)
    expect(await things().countDocuments({}, { limit: 1 })).toBe(1)
  })
})
