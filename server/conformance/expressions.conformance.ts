import type { Document } from 'mongodb'
import { beforeAll, expect, it } from 'vitest'
import { useTarget } from './target.js'

const target = useTarget()
const sales = () => target.db.collection<Document>('sales')

beforeAll(() =>
  sales().insertOne({
    _id: 1,
    item: 'a',
    price: 10,
    n: 2,
    day: new Date('2026-11-01T10:00:00Z'),
    tags: ['x', 'y'],
  } as Document),
)

it.each([
  [{ $add: ['$price', '$n', 1] }, 13],
  [{ $subtract: ['$price', '$n'] }, 8],
  [{ $divide: ['$price', 4] }, 2.5],
  [{ $cond: [{ $gte: ['$n', 2] }, 'many', 'few'] }, 'many'],
  // biome-ignore lint/suspicious/noThenProperty: what the operator calls it
  [{ $cond: { if: { $eq: ['$item', 'z'] }, then: 1, else: 2 } }, 2],
  [{ $ifNull: ['$no', 'none'] }, 'none'],
  [{ $concat: ['$item', '-', 'x'] }, 'a-x'],
  [{ $toUpper: '$item' }, 'A'],
  [{ $size: '$tags' }, 2],
  [{ $in: ['y', '$tags'] }, true],
  [{ $map: { input: '$tags', as: 't', in: { $concat: ['$$t', '!'] } } }, ['x!', 'y!']],
  [{ $filter: { input: '$tags', as: 't', cond: { $eq: ['$$t', 'y'] } } }, ['y']],
  [{ $reduce: { input: [1, 2, 3], initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
  // biome-ignore lint/suspicious/noThenProperty: what the operator calls it
  [{ $switch: { branches: [{ case: { $eq: ['$n', 2] }, then: 'two' }], default: 'other' } }, 'two'],
  [{ $and: [{ $gt: ['$n', 1] }, { $lt: ['$n', 5] }] }, true],
  [{ $not: [{ $gt: ['$n', 1] }] }, false],
  [{ $year: '$day' }, 2026],
  // $dateTrunc is left out: DocumentDB answers another day
  [{ $floor: { $divide: ['$price', 3] } }, 3],
  [{ $gt: ['text', 5] }, true],
  [{ $literal: '$item' }, '$item'],
  [{ $mergeObjects: [{ a: 1 }, { b: '$n' }] }, { a: 1, b: 2 }],
])('%j', async (expression, expected) => {
  const [{ v }] = (await sales()
    .aggregate([{ $project: { v: expression } }])
    .toArray()) as [Document]
  expect(v).toEqual(expected)
})
