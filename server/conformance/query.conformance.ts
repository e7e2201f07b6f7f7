import { Binary, type Document, Double, Int32, Long, ObjectId } from 'mongodb'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ids, refusal, useTarget } from './target.js'

const target = useTarget()
const things = () => target.db.collection<Document>('things')

/** The `_id`s of those documents of `rows` (numbered from 0) that a filter finds. */
async function found(rows: Document[], filter: Document): Promise<unknown[]> {
  await things().deleteMany({})
  await things().insertMany(rows.map((row, _id) => ({ _id, ...row })) as Document[])
  return ids(await things().find(filter).sort({ _id: 1 }).toArray())
}

describe('equality', () => {
  it('takes numbers of all types by their value', async () => {
    const rows = [
      { v: new Int32(5) },
      { v: Long.fromNumber(5) },
      { v: new Double(5) },
      { v: new Double(5.1) },
      { v: '5' },
    ]
    expect(await found(rows, { v: 5 })).toEqual([0, 1, 2])
    expect(await found(rows, { v: Long.fromNumber(5) })).toEqual([0, 1, 2])
  })

  it('tells 64-bit integers apart that are one double', async () => {
    const rows = [{ v: Long.fromString('9007199254740992') }, { v: Long.fromString('9007199254740993') }]
    expect(await found(rows, { v: Long.fromString('9007199254740993') })).toEqual([1])
  })

  it('with null finds missing fields, too', async () => {
    expect(await found([{ v: null }, {}, { v: 0 }, { v: '' }], { v: null })).toEqual([0, 1])
  })

  it('of documents minds the order of fields', async () => {
    const rows = [{ v: { a: 1, b: 2 } }, { v: { b: 2, a: 1 } }, { v: { a: 1 } }]
    expect(await found(rows, { v: { a: 1, b: 2 } })).toEqual([0])
  })

  it('with an array finds it whole, or as an element', async () => {
    const rows = [{ v: [1, 2] }, { v: [2, 1] }, { v: [[1, 2], 3] }, { v: 1 }]
    expect(await found(rows, { v: [1, 2] })).toEqual([0, 2])
  })

  it('with a scalar finds arrays that hold it', async () => {
    expect(await found([{ v: [1, 2] }, { v: 2 }, { v: [[2]] }, { v: [] }], { v: 2 })).toEqual([0, 1])
  })

  it('tells binaries apart byte by byte, and by subtype', async () => {
    const rows = [
      { v: new Binary(Buffer.from([0xff, 0xfe]), 0) },
      { v: new Binary(Buffer.from([0xff, 0xfd]), 0) },
      { v: new Binary(Buffer.from([0xff, 0xfe]), 128) },
    ]
    expect(await found(rows, { v: new Binary(Buffer.from([0xff, 0xfe]), 0) })).toEqual([0])
  })

  it('works on dates and object ids', async () => {
    const id = new ObjectId()
    expect(await found([{ v: new Date(5) }, { v: 5 }, { v: id }], { v: new Date(5) })).toEqual([0])
    expect(await found([{ v: new Date(5) }, { v: id.toHexString() }, { v: id }], { v: id })).toEqual([2])
  })
})

describe('comparison', () => {
  const rows = [
    { v: 1 },
    { v: 5 },
    { v: '5' },
    { v: null },
    {},
    { v: [2, 8] },
    { v: new Date(4) },
    { v: Number.NaN },
  ]

  it.each([
    [{ v: { $gt: 4 } }, [1, 5]],
    [{ v: { $gte: 5 } }, [1, 5]],
    [{ v: { $lt: 5 } }, [0, 5]],
    [{ v: { $lte: 1 } }, [0]],
    [{ v: { $gt: 2, $lt: 8 } }, [1, 5]],
    [{ v: { $ne: 5 } }, [0, 2, 3, 4, 5, 6, 7]],
    [{ v: { $in: [1, '5', 8] } }, [0, 2, 5]],
    [{ v: { $in: [null] } }, [3, 4]],
    [{ v: { $nin: [1, null] } }, [1, 2, 5, 6, 7]],
    [{ v: { $in: [] } }, []],
    [{ v: { $in: [/^5/, 1] } }, [0, 2]],
    [{ v: { $gte: null } }, [3, 4]],
    [{ v: { $not: { $gt: 4 } } }, [0, 2, 3, 4, 6, 7]],
    [{ v: Number.NaN }, [7]],
  ])('%j', async (filter, expected) => {
    expect(await found(rows, filter)).toEqual(expected)
  })

  it('finds values of long lists', async () => {
    const many = Array.from({ length: 50 }, (_, i) => ({ v: i }))
    const odd = many.filter(({ v }) => v % 2 === 1).map(({ v }) => v)
    expect(await found(many, { v: { $in: odd } })).toEqual(odd)
  })
})

describe('logic', () => {
  const rows = [{ a: 1, b: 1 }, { a: 1, b: 2 }, { a: 2, b: 1 }, { a: 2 }]

  it.each([
    [{ $or: [{ a: 1 }, { b: 1 }] }, [0, 1, 2]],
    [{ $and: [{ a: 1 }, { b: { $gt: 1 } }] }, [1]],
    [{ $nor: [{ a: 1 }, { b: 1 }] }, [3]],
    [{ a: 2, $or: [{ b: 1 }, { b: { $exists: false } }] }, [2, 3]],
    [{ $expr: { $gt: ['$b', '$a'] } }, [1]],
    [{ $comment: 'nothing', a: 2 }, [2, 3]],
    [{}, [0, 1, 2, 3]],
  ])('%j', async (filter, expected) => {
    expect(await found(rows, filter)).toEqual(expected)
  })
})

describe('fields and types', () => {
  const rows = [
    { v: 1 },
    { v: 1.5 },
    { v: 'x' },
    { v: null },
    {},
    { v: [1, 'x'] },
    { v: { a: 1 } },
    { v: true },
    { v: new Date(0) },
  ]

  it.each([
    [{ v: { $exists: true } }, [0, 1, 2, 3, 5, 6, 7, 8]],
    [{ v: { $exists: false } }, [4]],
    [{ v: { $type: 'number' } }, [0, 1, 5]],
    [{ v: { $type: 'string' } }, [2, 5]],
    [{ v: { $type: ['bool', 'date'] } }, [7, 8]],
    [{ v: { $type: 'array' } }, [5]],
    [{ v: { $type: 10 } }, [3]],
    [{ v: { $mod: [2, 1] } }, [0, 1, 5]],
  ])('%j', async (filter, expected) => {
    expect(await found(rows, filter)).toEqual(expected)
  })
})

describe('text', () => {
  const rows = [
    { v: 'apple' },
    { v: 'Apple pie' },
    { v: 'pineapple' },
    { v: ['x', 'apple'] },
    { v: 5 },
    { v: 'a.b' },
  ]

  it.each([
    [{ v: /apple/ }, [0, 2, 3]],
    [{ v: /^apple/i }, [0, 1, 3]],
    [{ v: { $regex: '^App' } }, [1]],
    [{ v: { $regex: 'PIE$', $options: 'i' } }, [1]],
    [{ v: { $not: /a/i } }, [4]],
    [{ v: /^a\.b$/ }, [5]],
    [{ v: /^ap*le/ }, [0, 3]],
  ])('%j', async (filter, expected) => {
    expect(await found(rows, filter)).toEqual(expected)
  })
})

describe('paths', () => {
  it('go into documents and across arrays of them', async () => {
    const rows = [
      { a: { b: 1 } },
      { a: [{ b: 1 }, { b: 2 }] },
      { a: { b: [1, 5] } },
      { a: 1 },
      {},
      { a: [{ c: 1 }] },
    ]
    expect(await found(rows, { 'a.b': 1 })).toEqual([0, 1, 2])
    expect(await found(rows, { 'a.b': { $gt: 1 } })).toEqual([1, 2])
    expect(await found(rows, { 'a.b': { $exists: true } })).toEqual([0, 1, 2])
    expect(await found(rows, { 'a.b': null })).toEqual([3, 4, 5])
  })

  it('name positions in arrays', async () => {
    const rows = [{ a: [1, 2] }, { a: [2, 1] }, { a: [{ b: 5 }] }, { a: { 0: 1 } }]
    expect(await found(rows, { 'a.0': 1 })).toEqual([0, 3])
    expect(await found(rows, { 'a.0.b': 5 })).toEqual([2])
  })

  it('let different elements satisfy different conditions, unless $elemMatch is used', async () => {
    const rows = [
      {
        a: [
          { x: 1, y: 1 },
          { x: 2, y: 2 },
        ],
      },
      { a: [{ x: 1, y: 2 }] },
      { a: [3, 9] },
      { a: [5] },
    ]
    expect(await found(rows, { 'a.x': 1, 'a.y': 2 })).toEqual([0, 1])
    expect(await found(rows, { a: { $elemMatch: { x: 1, y: 2 } } })).toEqual([1])
    expect(await found(rows, { a: { $gt: 4, $lt: 6 } })).toEqual([2, 3])
    expect(await found(rows, { a: { $elemMatch: { $gt: 4, $lt: 6 } } })).toEqual([3])
  })
})

describe('arrays', () => {
  const rows = [{ a: [1, 2, 3] }, { a: [2] }, { a: [] }, { a: 2 }, { a: [[1, 2]] }, {}]

  it.each([
    [{ a: { $size: 1 } }, [1, 4]],
    [{ a: { $size: 0 } }, [2]],
    [{ a: { $all: [1, 2] } }, [0]],
    [{ a: { $all: [2] } }, [0, 1, 3]],
    [{ a: { $all: [] } }, []],
    [{ a: { $elemMatch: { $gte: 2, $lt: 3 } } }, [0, 1]],
    [{ a: [] }, [2]],
    [{ a: { $ne: 2 } }, [2, 4, 5]],
  ])('%j', async (filter, expected) => {
    expect(await found(rows, filter)).toEqual(expected)
  })
})

describe('bits', () => {
  const rows = [{ n: 0b0101 }, { n: 0b1111 }, { n: 0 }, { n: 'x' }]

  it.each([
    [{ n: { $bitsAllSet: 0b0101 } }, [0, 1]],
    [{ n: { $bitsAnySet: [1] } }, [1]],
    [{ n: { $bitsAllClear: 0b1010 } }, [0, 2]],
    [{ n: { $bitsAnyClear: [0, 1] } }, [0, 2]],
  ])('%j', async (filter, expected) => {
    expect(await found(rows, filter)).toEqual(expected)
  })
})

describe('refused', () => {
  beforeAll(() => things().insertOne({ a: 1 }))

  it.each([
    [{ a: { $nope: 1 } }],
    [{ $nope: 1 }],
    [{ a: { $in: 5 } }],
    [{ $or: [] }],
    [{ a: { $regex: '(' } }],
  ])('%j', async (filter) => {
    await refusal(
      things()
        .find(filter as Document)
        .toArray(),
    )
  })
})

describe('many conditions', () => {
  beforeEach(async () => {
    await things()
      .drop()
      .catch(() => {})
    await things().insertMany(
      Array.from({ length: 400 }, (_, i) => ({
        _id: i,
        site: `s${i % 4}`,
        day: Math.floor(i / 4),
        n: i % 7,
      })) as Document[],
    )
    await things().createIndex({ site: 1, day: -1 })
    await things().createIndex({ n: 1 })
  })

  it('narrow down through whatever index there is', async () => {
    const question = { site: 's1', day: { $gte: 10, $lt: 60 }, n: { $in: [1, 2] } }
    const expected = Array.from({ length: 400 }, (_, i) => i).filter((i) => {
      const day = Math.floor(i / 4)
      return i % 4 === 1 && day >= 10 && day < 60 && (i % 7 === 1 || i % 7 === 2)
    })
    expect(ids(await things().find(question).sort({ _id: 1 }).toArray())).toEqual(expected)
    expect(ids(await things().find(question).sort({ day: 1 }).toArray())).toEqual(expected)
    expect(ids(await things().find(question).sort({ day: -1 }).toArray())).toEqual([...expected].reverse())
    expect(ids(await things().find(question).sort({ day: -1 }).limit(3).toArray())).toEqual(
      [...expected].reverse().slice(0, 3),
    )
    expect(await things().countDocuments(question)).toBe(expected.length)
    expect(
      ids(
        await things()
          .find(question, { hint: { n: 1 } })
          .sort({ _id: 1 })
          .toArray(),
      ),
    ).toEqual(expected)
  })
})
