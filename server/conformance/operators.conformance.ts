import { type Document, Long, Timestamp } from 'mongodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { refusal, useTarget } from './target.js'

const target = useTarget()
const things = () => target.db.collection<Document>('things')

beforeEach(async () => {
  await things().deleteMany({})
})

/** What becomes of a document by an update. */
async function updated(before: Document, update: Document, options: Document = {}): Promise<Document> {
  await things().insertOne({ _id: 1, ...before } as Document)
  await things().updateOne({ _id: 1 } as Document, update, options)
  const { _id, ...after } = (await things().findOne({ _id: 1 } as Document))!
  return after
}

/** An update that is refused has to leave the document as it was. */
async function expectRefused(before: Document, update: Document): Promise<void> {
  await things().insertOne({ _id: 1, ...before } as Document)
  await refusal(things().updateOne({ _id: 1 } as Document, update))
  expect(await things().findOne()).toEqual({ _id: 1, ...before })
}

describe('fields', () => {
  it('$set makes, replaces, and goes into documents and arrays', async () => {
    expect(
      await updated(
        { a: 1, n: { x: 1 }, list: [1, 2] },
        { $set: { a: 'new', 'n.y': 2, 'p.q.r': 3, 'list.1': 'two' } },
      ),
    ).toEqual({ a: 'new', n: { x: 1, y: 2 }, list: [1, 'two'], p: { q: { r: 3 } } })
  })

  it('$set past the end of an array fills with null', async () => {
    expect(await updated({ list: [1] }, { $set: { 'list.3': 4 } })).toEqual({ list: [1, null, null, 4] })
  })

  it('$set does not go through what holds no fields', async () => {
    await expectRefused({ a: 5 }, { $set: { 'a.b': 1 } })
  })

  it('$unset takes a field out, and leaves null in an array', async () => {
    expect(
      await updated(
        { a: 1, b: { c: 1, d: 2 }, list: [1, 2, 3] },
        { $unset: { a: '', 'b.c': 1, 'list.1': 1, no: 1 } },
      ),
    ).toEqual({ b: { d: 2 }, list: [1, null, 3] })
  })

  it('$inc and $mul count, from nothing as well', async () => {
    expect(await updated({ a: 1, f: 0.5 }, { $inc: { a: 2, f: 1, 'n.m': -3 }, $mul: { b: 5 } })).toEqual({
      a: 3,
      f: 1.5,
      n: { m: -3 },
      b: 0,
    })
  })

  it('$mul multiplies', async () => {
    expect(await updated({ a: 4, b: 3 }, { $mul: { a: 0.5, b: 3 } })).toEqual({ a: 2, b: 9 })
  })

  it('$inc goes from 32 to 64 bits when it has to', async () => {
    await updated({ n: 2147483647 }, { $inc: { n: 1 } })
    const found = await things().findOne({}, { promoteValues: false })
    expect(found!.n).toEqual(Long.fromNumber(2147483648))
  })

  it('$inc refuses what is no number', async () => {
    await expectRefused({ a: 'text' }, { $inc: { a: 1 } })
  })

  it('$min and $max keep the lesser and the greater, across types', async () => {
    expect(
      await updated({ a: 5, b: 5, c: 5, d: 5 }, { $min: { a: 3, b: 9, e: 1 }, $max: { c: 3, d: 'text' } }),
    ).toEqual({
      a: 3,
      b: 5,
      c: 5,
      d: 'text',
      e: 1,
    })
  })

  it('$min and $max compare dates', async () => {
    expect(await updated({ t: new Date(1000) }, { $max: { t: new Date(2000) } })).toEqual({
      t: new Date(2000),
    })
  })

  it('$rename moves a field', async () => {
    expect(await updated({ a: 1, n: { b: 2 } }, { $rename: { a: 'c', 'n.b': 'd', no: 'e' } })).toEqual({
      c: 1,
      n: {},
      d: 2,
    })
  })

  it('$currentDate sets the time of the server', async () => {
    const before = Date.now()
    const after = await updated({}, { $currentDate: { date: true, stamp: { $type: 'timestamp' } } })
    expect(Math.abs(after.date.getTime() - before)).toBeLessThan(60_000)
    expect(after.stamp).toBeInstanceOf(Timestamp)
  })

  it('$bit works on integers', async () => {
    expect(
      await updated(
        { a: 0b1100, b: 0b1100, c: 0b1100 },
        { $bit: { a: { and: 0b1010 }, b: { or: 3 }, c: { xor: 0b1010 } } },
      ),
    ).toEqual({ a: 0b1000, b: 0b1111, c: 0b0110 })
  })

  it('several operators work together', async () => {
    expect(
      await updated(
        { n: 1, list: [1] },
        { $inc: { n: 1 }, $set: { s: 1 }, $push: { list: 2 }, $unset: { no: 1 } },
      ),
    ).toEqual({ n: 2, list: [1, 2], s: 1 })
  })
})

describe('arrays', () => {
  it('$push appends, one or $each, and makes the array', async () => {
    expect(await updated({ a: [1] }, { $push: { a: 2, b: 'x', c: { $each: [1, 2] } } })).toEqual({
      a: [1, 2],
      b: ['x'],
      c: [1, 2],
    })
  })

  it('$push pushes an array as one element', async () => {
    expect(await updated({ a: [1] }, { $push: { a: [2, 3] } })).toEqual({ a: [1, [2, 3]] })
  })

  it('$push takes $position, $sort and $slice', async () => {
    expect(
      await updated(
        { a: [3, 1], b: [1, 2, 3], c: [{ n: 2 }], d: [1, 2, 3] },
        {
          $push: {
            a: { $each: [2], $sort: 1 },
            b: { $each: [4], $slice: -2 },
            c: { $each: [{ n: 3 }, { n: 1 }], $sort: { n: -1 }, $slice: 2 },
            d: { $each: [0], $position: 0 },
          },
        },
      ),
    ).toEqual({ a: [1, 2, 3], b: [3, 4], c: [{ n: 3 }, { n: 2 }], d: [0, 1, 2, 3] })
  })

  it('$push refuses what is no array', async () => {
    await expectRefused({ a: 1 }, { $push: { a: 2 } })
  })

  it('$addToSet adds what is not there', async () => {
    expect(
      await updated(
        { a: [1, { x: 1 }], b: ['k'] },
        { $addToSet: { a: { $each: [1, { x: 1 }, 2] }, b: 'k', c: 'new' } },
      ),
    ).toEqual({ a: [1, { x: 1 }, 2], b: ['k'], c: ['new'] })
  })

  it('$pull removes by value, by operators and by fields', async () => {
    expect(
      await updated(
        {
          a: [1, 2, 1],
          b: [1, 5, 9],
          c: [
            { k: 1, v: 1 },
            { k: 2, v: 2 },
          ],
        },
        { $pull: { a: 1, b: { $gte: 5 }, c: { k: 1 } } },
      ),
    ).toEqual({ a: [2], b: [1], c: [{ k: 2, v: 2 }] })
  })

  it('$pullAll removes all that are listed', async () => {
    expect(await updated({ a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } })).toEqual({ a: [2] })
  })

  it('$pop takes from either end', async () => {
    expect(await updated({ a: [1, 2, 3], b: [1, 2, 3] }, { $pop: { a: 1, b: -1 } })).toEqual({
      a: [1, 2],
      b: [2, 3],
    })
  })

  it('$ stands for the element that matched', async () => {
    await things().insertOne({
      _id: 1,
      items: [
        { k: 'a', n: 1 },
        { k: 'b', n: 1 },
      ],
      list: [5, 6, 7],
    } as Document)
    await things().updateOne({ _id: 1, 'items.k': 'b' } as Document, { $inc: { 'items.$.n': 5 } })
    await things().updateOne({ _id: 1, list: 6 } as Document, { $set: { 'list.$': 60 } })
    await things().updateOne({ items: { $elemMatch: { k: 'a', n: 1 } } }, { $set: { 'items.$.n': 100 } })
    expect(await things().findOne()).toEqual({
      _id: 1,
      items: [
        { k: 'a', n: 100 },
        { k: 'b', n: 6 },
      ],
      list: [5, 60, 7],
    })
  })

  it('$[] stands for all elements and $[name] for those that its filter matches', async () => {
    expect(
      await updated(
        { a: [1, 2, 3], b: [{ n: 1 }, { n: 5 }] },
        { $inc: { 'a.$[]': 10 }, $set: { 'b.$[big].seen': true } },
        { arrayFilters: [{ 'big.n': { $gt: 2 } }] },
      ),
    ).toEqual({ a: [11, 12, 13], b: [{ n: 1 }, { n: 5, seen: true }] })
  })
})

describe('refused', () => {
  it('two operators on one path', async () => {
    await expectRefused({ a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } })
    await things().deleteMany({})
    await expectRefused({ a: {} }, { $set: { a: 1, 'a.b': 2 } })
  })

  it('an operator that does not exist', async () => {
    await expectRefused({ a: 1 }, { $nope: { a: 1 } })
  })

  it('a path with an empty part', async () => {
    await expectRefused({ a: 1 }, { $set: { 'a..b': 1 } })
  })
})
