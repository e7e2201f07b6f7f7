import { Binary, type Document, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'mongodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { ids, useTarget } from './target.js'

const target = useTarget()
const things = () => target.db.collection<Document>('things')

/** Values in MongoDB's order, all different. */
const inOrder = [
  new MinKey(),
  null,
  -Infinity,
  new Double(-1.5),
  new Int32(0),
  new Double(0.5),
  new Int32(1),
  Long.fromString('9007199254740993'),
  Long.fromString('9007199254740995'),
  Infinity,
  '',
  'A',
  'a',
  'aa',
  'é',
  {},
  { a: 1 },
  { a: 1, b: 1 },
  { b: 0 },
  new Binary(Buffer.from('zz'), 0),
  new Binary(Buffer.from('aaa'), 0),
  new ObjectId('000000000000000000000001'),
  new ObjectId('ffffffffffffffffffffffff'),
  false,
  true,
  new Date(-1000),
  new Date(1000),
  new Timestamp({ t: 1, i: 1 }),
  /a/,
  new MaxKey(),
]
const order = inOrder.map((_, i) => i)

for (const indexed of [false, true])
  describe(indexed ? 'with an index' : 'without an index', () => {
    beforeAll(async () => {
      await things()
        .drop()
        .catch(() => {})
      const shuffled = order.map((i) => (i * 17 + 5) % order.length)
      await things().insertMany(shuffled.map((_id) => ({ _id, v: inOrder[_id] }) as Document))
      if (indexed) await things().createIndex({ v: 1 })
    })

    it('puts types one after the other', async () => {
      expect(ids(await things().find().sort({ v: 1 }).toArray())).toEqual(order)
    })

    it('backwards as well', async () => {
      expect(ids(await things().find().sort({ v: -1 }).toArray())).toEqual([...order].reverse())
    })

    it('compares within a type only', async () => {
      const numbers = [2, 3, 4, 5, 6, 7, 8, 9]
      expect(
        ids(
          await things()
            .find({ v: { $gte: -Infinity } })
            .sort({ v: 1 })
            .toArray(),
        ),
      ).toEqual(numbers)
      expect(
        ids(
          await things()
            .find({ v: { $lt: 'a' } })
            .sort({ v: 1 })
            .toArray(),
        ),
      ).toEqual([10, 11])
      expect(
        ids(
          await things()
            .find({ v: { $gt: new Date(0) } })
            .toArray(),
        ),
      ).toEqual([26])
      expect(
        ids(
          await things()
            .find({ v: { $lte: false } })
            .toArray(),
        ),
      ).toEqual([23])
    })
  })

describe('by several fields', () => {
  const rows = () => target.db.collection<Document>('rows')
  beforeAll(async () => {
    await rows().insertMany([
      { _id: 1, a: 1, b: 2 },
      { _id: 2, a: 2, b: 1 },
      { _id: 3, a: 1, b: 1 },
      { _id: 4, a: 2, b: 2 },
      { _id: 5, b: 3 },
    ] as Document[])
  })

  it('the first decides first', async () => {
    expect(ids(await rows().find().sort({ a: 1, b: 1 }).toArray())).toEqual([5, 3, 1, 2, 4])
    expect(ids(await rows().find().sort({ a: -1, b: 1 }).toArray())).toEqual([2, 4, 3, 1, 5])
    expect(
      ids(
        await rows()
          .find()
          .sort([
            ['b', -1],
            ['a', -1],
          ])
          .toArray(),
      ),
    ).toEqual([5, 4, 1, 2, 3])
  })

  it('with an index for it', async () => {
    await rows().createIndex({ a: 1, b: -1 })
    expect(ids(await rows().find().sort({ a: 1, b: -1 }).toArray())).toEqual([5, 1, 3, 4, 2])
    expect(ids(await rows().find().sort({ a: -1, b: 1 }).toArray())).toEqual([2, 4, 3, 1, 5])
    expect(ids(await rows().find({ a: 2 }).sort({ b: 1 }).toArray())).toEqual([2, 4])
  })
})

it('takes the least element of an array when ascending, the greatest when descending', async () => {
  const rows = target.db.collection<Document>('arrays')
  await rows.insertMany([
    { _id: 1, v: [5, 20] },
    { _id: 2, v: [10] },
    { _id: 3, v: 15 },
    { _id: 4 }, // an empty array comes before null in MongoDB, and beside it in DocumentDB
  ] as Document[])
  expect(ids(await rows.find().sort({ v: 1, _id: 1 }).toArray())).toEqual([4, 1, 2, 3])
  expect(ids(await rows.find().sort({ v: -1, _id: 1 }).toArray())).toEqual([1, 3, 2, 4])
})

it('goes into documents by dotted paths', async () => {
  const rows = target.db.collection<Document>('dotted')
  await rows.insertMany([{ _id: 1, a: { b: 2 } }, { _id: 2, a: { b: 1 } }, { _id: 3 }] as Document[])
  expect(ids(await rows.find().sort({ 'a.b': 1 }).toArray())).toEqual([3, 2, 1])
})
