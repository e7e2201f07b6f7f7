import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  type Document,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'mongodb'
import { expect, it } from 'vitest'
import { refusal, useTarget } from './target.js'

const target = useTarget()
const things = () => target.db.collection<Document>('things')
const exact = { promoteValues: false, promoteBuffers: false, bsonRegExp: true } as const

const all = (): Document => ({
  double: new Double(5),
  fraction: new Double(0.1),
  int: new Int32(5),
  long: Long.fromString('9223372036854775807'),
  small: Long.fromNumber(5),
  decimal: Decimal128.fromString('1.10'),
  text: 'grüße \u{1f600} \0 end',
  empty: '',
  bytes: new Binary(Buffer.from([0, 1, 255]), 0),
  uuid: new UUID('00112233-4455-6677-8899-aabbccddeeff').toBinary(),
  custom: new Binary(Buffer.alloc(0), 0x80),
  id: new ObjectId('0123456789abcdef01234567'),
  yes: true,
  no: false,
  nothing: null,
  date: new Date('1969-12-31T23:59:59.999Z'),
  regex: new BSONRegExp('^a.*b$', 'im'),
  code: new Code('return 1'),
  stamp: new Timestamp({ t: 5, i: 7 }),
  min: new MinKey(),
  max: new MaxKey(),
  list: [new Int32(1), [new Int32(2), [new Int32(3)]], {}, []],
  document: { z: new Int32(1), a: { m: new Int32(2) } },
})

it('come back as they went in', async () => {
  await things().insertOne({ _id: 'in', ...all() } as Document)
  const { _id, ...found } = (await things().findOne({ _id: 'in' } as Document, exact))!
  expect(found).toEqual(all())
  expect(Object.keys(found)).toEqual(Object.keys(all()))
})

it('survive an update of another field', async () => {
  await things().insertOne({ _id: 'up', ...all() } as Document)
  await things().updateOne(
    { _id: 'up' } as Document,
    {
      $set: { other: 1, 'document.more': 2 },
      $push: { list: 'x' },
    } as Document,
  )
  const { _id, other, ...found } = (await things().findOne({ _id: 'up' } as Document, exact))!
  const expected = all()
  expected.document.more = new Int32(2)
  expected.list.push('x')
  expect(found).toEqual(expected)
})

it('are found by their values', async () => {
  await things().deleteMany({})
  await things().insertOne({ _id: 'by', ...all() } as Document)
  for (const [name, value] of Object.entries(all())) {
    if (name === 'regex') continue
    expect([name, await things().countDocuments({ [name]: { $eq: value } })]).toEqual([name, 1])
  }
})

it('holds large documents', async () => {
  const bytes = Buffer.alloc(12 * 1024 * 1024, 7)
  bytes.writeUInt32LE(0xdeadbeef, bytes.length - 4)
  const big = target.db.collection<Document>('big')
  await big.insertOne({ _id: 1, k: 'big', bytes: new Binary(bytes) } as Document)
  await big.updateOne({ k: 'big' }, { $set: { n: 1 } })
  const found = await big.findOne({ k: 'big' })
  expect(found!.n).toBe(1)
  expect(Buffer.compare(found!.bytes.buffer, bytes)).toBe(0)
})

it('hands out many large documents one after the other', async () => {
  const large = target.db.collection<Document>('large')
  const payload = new Binary(Buffer.alloc(3 * 1024 * 1024, 1))
  for (let _id = 0; _id < 12; _id++) await large.insertOne({ _id, payload } as Document)
  const seen: unknown[] = []
  for await (const { _id, payload: bytes } of large.find()) {
    expect(bytes.length()).toBe(3 * 1024 * 1024)
    seen.push(_id)
  }
  expect(seen).toEqual(Array.from({ length: 12 }, (_, i) => i))
})

it('refuses a document that is too large', async () => {
  const attempt = things().updateOne(
    { _id: 'large' } as Document,
    { $set: { a: 'x'.repeat(9 * 1024 * 1024), b: 'y'.repeat(9 * 1024 * 1024) } },
    { upsert: true },
  )
  await expect(attempt).rejects.toThrow()
  expect(await things().countDocuments({ _id: 'large' } as Document)).toBe(0)
})

it('refuses what would grow too large', async () => {
  const half = 'x'.repeat(9 * 1024 * 1024)
  await things().insertOne({ _id: 'half', a: half } as Document)
  await refusal(things().updateOne({ _id: 'half' } as Document, { $set: { b: half } }))
  expect(await things().countDocuments({ _id: 'half', b: { $exists: true } } as Document)).toBe(0)
})
