import type { Document } from 'mongodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { refusal, useTarget } from './target.js'

const target = useTarget()
const things = () => target.db.collection<Document>('things')

const whole = {
  _id: 1,
  a: 1,
  b: { c: 2, d: { e: 3, f: 4 } },
  list: [
    { k: 1, v: 'x' },
    { k: 2, v: 'y' },
    { k: 3, v: 'z' },
  ],
  numbers: [5, 6, 7, 8],
  mixed: [1, { k: 1, v: 2 }, 'x'],
}

beforeAll(() => things().insertOne(whole as Document))

const projected = (projection: Document, filter: Document = {}) => things().findOne(filter, { projection })

describe('keeps', () => {
  it.each([
    [{ a: 1 }, { _id: 1, a: 1 }],
    [{ a: 1, _id: 0 }, { a: 1 }],
    [{ 'b.c': 1 }, { _id: 1, b: { c: 2 } }],
    [{ b: { d: { e: 1 } } }, { _id: 1, b: { d: { e: 3 } } }],
    [{ 'list.k': 1, _id: 0 }, { list: [{ k: 1 }, { k: 2 }, { k: 3 }] }],
    [{ 'mixed.k': 1, _id: 0 }, { mixed: [{ k: 1 }] }],
    [{ no: 1 }, { _id: 1 }],
    [{ _id: 1 }, { _id: 1 }],
    [
      { a: true, 'b.c': true, _id: false },
      { a: 1, b: { c: 2 } },
    ],
  ])('%j', async (projection, expected) => {
    expect(await projected(projection)).toEqual(expected)
  })
})

describe('leaves out', () => {
  it('fields, at any depth', async () => {
    const { a, ...withoutA } = whole
    expect(await projected({ a: 0 })).toEqual(withoutA)
    const { _id, ...withoutId } = whole
    expect(await projected({ _id: 0 })).toEqual(withoutId)
    expect(await projected({ 'b.d.e': 0, list: 0, numbers: 0, mixed: 0 })).toEqual({
      _id: 1,
      a: 1,
      b: { c: 2, d: { f: 4 } },
    })
    expect(await projected({ 'mixed.k': 0, list: 0, numbers: 0, a: 0, b: 0 })).toEqual({
      _id: 1,
      mixed: [1, { v: 2 }, 'x'],
    })
  })
})

describe('cuts arrays', () => {
  it.each([
    [
      { numbers: { $slice: 2 }, _id: 0, a: 1 },
      { a: 1, numbers: [5, 6] },
    ],
    [
      { numbers: { $slice: -1 }, _id: 0, a: 1 },
      { a: 1, numbers: [8] },
    ],
    [
      { numbers: { $slice: [1, 2] }, _id: 0, a: 1 },
      { a: 1, numbers: [6, 7] },
    ],
    [{ list: { $elemMatch: { k: 2 } } }, { _id: 1, list: [{ k: 2, v: 'y' }] }],
    [{ list: { $elemMatch: { k: 9 } } }, { _id: 1 }],
    [
      { numbers: { $elemMatch: { $gt: 6 } }, a: 1 },
      { _id: 1, a: 1, numbers: [7] },
    ],
  ])('%j', async (projection, expected) => {
    expect(await projected(projection)).toEqual(expected)
  })

  it('to the element that the filter matched', async () => {
    expect(await projected({ 'list.$': 1 }, { 'list.k': 2 })).toEqual({ _id: 1, list: [{ k: 2, v: 'y' }] })
    expect(await projected({ 'numbers.$': 1, _id: 0 }, { numbers: { $gte: 7 } })).toEqual({ numbers: [7] })
  })
})

it('does not both keep and leave out', async () => {
  await refusal(things().findOne({}, { projection: { a: 1, b: 0 } }))
})
