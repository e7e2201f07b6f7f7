import { type Document, ObjectId } from 'mongodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { refusal, useTarget } from './target.js'

const target = useTarget()
const sales = () => target.db.collection<Document>('sales')
const answer = (...pipeline: Document[]) => sales().aggregate(pipeline).toArray()

beforeAll(async () => {
  await sales().insertMany([
    { _id: 1, item: 'a', price: 10, n: 2, day: new Date('2026-11-01T10:00:00Z'), tags: ['x', 'y'] },
    { _id: 2, item: 'b', price: 20, n: 1, day: new Date('2026-11-01T12:00:00Z'), tags: ['x'] },
    { _id: 3, item: 'a', price: 10, n: 5, day: new Date('2026-11-02T09:00:00Z'), tags: [] },
    { _id: 4, item: 'c', price: 5.5, n: 10, day: new Date('2026-11-03T09:00:00Z') },
    { _id: 5, item: 'b', price: 20, n: 3, day: new Date('2026-11-03T20:00:00Z'), tags: ['', 'y'] },
  ] as Document[])
  await sales().createIndex({ item: 1, day: 1 })
})

describe('$match', () => {
  it('filters, first or later', async () => {
    expect(await answer({ $match: { item: 'a', n: { $gt: 2 } } })).toMatchObject([{ _id: 3 }])
    expect(
      await answer(
        { $group: { _id: '$item', n: { $sum: '$n' } } },
        { $match: { n: { $gt: 4 } } },
        { $sort: { _id: 1 } },
      ),
    ).toEqual([
      { _id: 'a', n: 7 },
      { _id: 'c', n: 10 },
    ])
  })
})

describe('$group', () => {
  it('accumulates', async () => {
    expect(
      await answer(
        { $sort: { _id: 1 } },
        {
          $group: {
            _id: '$item',
            count: { $sum: 1 },
            total: { $sum: { $multiply: ['$price', '$n'] } },
            mean: { $avg: '$n' },
            least: { $min: '$n' },
            most: { $max: '$day' },
            first: { $first: '$_id' },
            last: { $last: '$_id' },
            all: { $push: '$n' },
          },
        },
        { $sort: { _id: 1 } },
      ),
    ).toEqual([
      {
        _id: 'a',
        count: 2,
        total: 70,
        mean: 3.5,
        least: 2,
        most: new Date('2026-11-02T09:00:00Z'),
        first: 1,
        last: 3,
        all: [2, 5],
      },
      {
        _id: 'b',
        count: 2,
        total: 80,
        mean: 2,
        least: 1,
        most: new Date('2026-11-03T20:00:00Z'),
        first: 2,
        last: 5,
        all: [1, 3],
      },
      {
        _id: 'c',
        count: 1,
        total: 55,
        mean: 10,
        least: 10,
        most: new Date('2026-11-03T09:00:00Z'),
        first: 4,
        last: 4,
        all: [10],
      },
    ])
  })

  it('groups all, or by several values', async () => {
    expect(await answer({ $group: { _id: null, n: { $sum: '$n' } } })).toEqual([{ _id: null, n: 21 }])
    expect(
      await answer(
        { $group: { _id: { item: '$item', price: '$price' }, n: { $sum: 1 } } },
        { $sort: { '_id.item': 1 } },
      ),
    ).toEqual([
      { _id: { item: 'a', price: 10 }, n: 2 },
      { _id: { item: 'b', price: 20 }, n: 2 },
      { _id: { item: 'c', price: 5.5 }, n: 1 },
    ])
  })

  it('passes over what is missing', async () => {
    expect(
      await answer({
        $group: { _id: null, tags: { $push: '$tags' }, most: { $max: '$no' }, sum: { $sum: '$item' } },
      }),
    ).toEqual([{ _id: null, tags: [['x', 'y'], ['x'], [], ['', 'y']], most: null, sum: 0 }])
  })

  it('collects sets', async () => {
    const [{ items }] = (await answer({ $group: { _id: null, items: { $addToSet: '$item' } } })) as [Document]
    expect([...items].sort()).toEqual(['a', 'b', 'c'])
  })

  it('by day', async () => {
    expect(
      await answer(
        { $group: { _id: { $dateToString: { format: '%Y-%m-%d', date: '$day' } }, n: { $sum: 1 } } },
        { $sort: { _id: 1 } },
      ),
    ).toEqual([
      { _id: '2026-11-01', n: 2 },
      { _id: '2026-11-02', n: 1 },
      { _id: '2026-11-03', n: 2 },
    ])
  })

  it('keeps object ids apart', async () => {
    const links = target.db.collection<Document>('links')
    const [one, two] = [new ObjectId(), new ObjectId()]
    await links.insertMany([{ to: one }, { to: two }, { to: one }])
    const groups = await links
      .aggregate([{ $group: { _id: '$to', n: { $sum: 1 } } }, { $sort: { n: -1 } }])
      .toArray()
    expect(groups).toEqual([
      { _id: one, n: 2 },
      { _id: two, n: 1 },
    ])
  })
})

describe('shape', () => {
  it('$project keeps, leaves out and computes', async () => {
    expect(await answer({ $match: { _id: 1 } }, { $project: { item: 1, n: 1 } })).toEqual([
      { _id: 1, item: 'a', n: 2 },
    ])
    expect(await answer({ $match: { _id: 1 } }, { $project: { _id: 0, day: 0, tags: 0 } })).toEqual([
      { item: 'a', price: 10, n: 2 },
    ])
    expect(
      await answer(
        { $match: { _id: 1 } },
        {
          $project: {
            _id: 0,
            name: '$item',
            total: { $multiply: ['$price', '$n'] },
            first: { $arrayElemAt: ['$tags', 0] },
          },
        },
      ),
    ).toEqual([{ name: 'a', total: 20, first: 'x' }])
  })

  it('$addFields and $unset', async () => {
    expect(
      await answer(
        { $match: { _id: 4 } },
        { $addFields: { total: { $multiply: ['$price', '$n'] }, 'more.cheap': { $lt: ['$price', 6] } } },
        { $unset: ['day', 'price'] },
      ),
    ).toEqual([{ _id: 4, item: 'c', n: 10, total: 55, more: { cheap: true } }])
  })

  it('$unwind takes arrays apart', async () => {
    const count = { $group: { _id: '$tags', n: { $sum: 1 } } }
    expect(await answer({ $unwind: '$tags' }, count, { $sort: { _id: 1 } })).toEqual([
      { _id: '', n: 1 },
      { _id: 'x', n: 2 },
      { _id: 'y', n: 2 },
    ])
    const kept = { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'at' }
    expect(
      await answer(
        { $match: { _id: { $lte: 4, $ne: 2 } } },
        { $sort: { _id: 1 } },
        { $unwind: kept },
        { $project: { tags: 1, at: 1 } },
      ),
    ).toEqual([
      { _id: 1, tags: 'x', at: 0 },
      { _id: 1, tags: 'y', at: 1 },
      { _id: 3, at: null },
      { _id: 4, at: null },
    ])
  })

  it('$replaceRoot', async () => {
    expect(
      await answer({ $match: { _id: 2 } }, { $replaceRoot: { newRoot: { id: '$_id', of: '$item' } } }),
    ).toEqual([{ id: 2, of: 'b' }])
  })
})

describe('order and number', () => {
  it('$sort, $skip and $limit, in the order in which they stand', async () => {
    const idsOf = async (...pipeline: Document[]) => (await answer(...pipeline)).map(({ _id }) => _id)
    expect(await idsOf({ $sort: { n: -1 } }, { $limit: 2 })).toEqual([4, 3])
    expect(await idsOf({ $sort: { _id: 1 } }, { $limit: 3 }, { $skip: 1 })).toEqual([2, 3])
    expect(await idsOf({ $sort: { _id: 1 } }, { $skip: 1 }, { $limit: 3 })).toEqual([2, 3, 4])
    expect(await idsOf({ $match: { item: 'b' } }, { $sort: { day: -1 } })).toEqual([5, 2])
  })

  it('$count', async () => {
    expect(await answer({ $match: { item: 'a' } }, { $count: 'n' })).toEqual([{ n: 2 }])
    // of nothing MongoDB answers no document, and DocumentDB one with 0
  })

  it('$sortByCount', async () => {
    const [first] = await answer({ $unwind: '$tags' }, { $match: { tags: 'x' } }, { $sortByCount: '$tags' })
    expect(first).toEqual({ _id: 'x', count: 2 })
  })

  it('$facet answers several questions at once', async () => {
    expect(
      await answer({
        $facet: {
          cheap: [{ $match: { price: { $lt: 10 } } }, { $project: { _id: 1 } }],
          perItem: [{ $group: { _id: '$item', n: { $sum: '$n' } } }, { $sort: { _id: 1 } }],
          none: [{ $match: { item: 'z' } }],
        },
      }),
    ).toEqual([
      {
        cheap: [{ _id: 4 }],
        perItem: [
          { _id: 'a', n: 7 },
          { _id: 'b', n: 4 },
          { _id: 'c', n: 10 },
        ],
        none: [],
      },
    ])
  })
})

describe('refused', () => {
  it.each([
    [[{ $nope: {} }]],
    [[{ $project: { v: { $nope: 1 } } }]],
    [[{ $group: { _id: null, v: { $nope: 1 } } }]],
    [[{ $group: { v: { $sum: 1 } } }]],
    [[{ $limit: -1 }]],
  ])('%j', async (pipeline) => {
    await refusal(answer(...pipeline))
  })
})

it('answers from a collection that does not exist with nothing', async () => {
  expect(
    await target.db
      .collection('nowhere')
      .aggregate([{ $match: {} }])
      .toArray(),
  ).toEqual([])
})
