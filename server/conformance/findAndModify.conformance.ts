import type { Document } from 'mongodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { refusal, useTarget } from './target.js'

const target = useTarget()
const things = () => target.db.collection<Document>('things')

beforeEach(async () => {
  await things().deleteMany({})
})

describe('answers', () => {
  it('the document before, or after', async () => {
    await things().insertOne({ _id: 1, n: 1 } as Document)
    expect(await things().findOneAndUpdate({ _id: 1 } as Document, { $inc: { n: 1 } })).toEqual({
      _id: 1,
      n: 1,
    })
    expect(
      await things().findOneAndUpdate(
        { _id: 1 } as Document,
        { $inc: { n: 1 } },
        { returnDocument: 'after' },
      ),
    ).toEqual({ _id: 1, n: 3 })
  })

  it('null when there is none', async () => {
    expect(await things().findOneAndUpdate({ _id: 1 } as Document, { $inc: { n: 1 } })).toBeNull()
    expect(await things().findOneAndDelete({ _id: 1 } as Document)).toBeNull()
    expect(await things().countDocuments()).toBe(0)
  })

  it('what it inserted, when after is asked for', async () => {
    const update = { $set: { a: 1 } }
    expect(await things().findOneAndUpdate({ _id: 1 } as Document, update, { upsert: true })).toBeNull()
    expect(
      await things().findOneAndUpdate({ _id: 2 } as Document, update, {
        upsert: true,
        returnDocument: 'after',
      }),
    ).toEqual({ _id: 2, a: 1 })
  })

  it('with the particulars', async () => {
    const options = { upsert: true, includeResultMetadata: true } as const
    expect(
      await things().findOneAndUpdate({ _id: 1 } as Document, { $set: { a: 1 } }, options),
    ).toMatchObject({
      lastErrorObject: { n: 1, updatedExisting: false, upserted: 1 },
      value: null,
    })
    expect(
      await things().findOneAndUpdate({ _id: 1 } as Document, { $set: { a: 2 } }, options),
    ).toMatchObject({
      lastErrorObject: { n: 1, updatedExisting: true },
      value: { _id: 1, a: 1 },
    })
  })

  it('only the fields that are asked for', async () => {
    await things().insertOne({ _id: 1, a: 1, b: 2 } as Document)
    expect(
      await things().findOneAndUpdate(
        {},
        { $set: { c: 3 } },
        { projection: { c: 1 }, returnDocument: 'after' },
      ),
    ).toEqual({ _id: 1, c: 3 })
  })
})

describe('takes', () => {
  it('the first in an order', async () => {
    await things().insertMany([
      { _id: 1, t: 3 },
      { _id: 2, t: 1 },
      { _id: 3, t: 2 },
    ] as Document[])
    expect(await things().findOneAndDelete({}, { sort: { t: 1 } })).toEqual({ _id: 2, t: 1 })
    expect(await things().findOneAndUpdate({}, { $set: { x: 1 } }, { sort: { t: -1 } })).toEqual({
      _id: 1,
      t: 3,
    })
    expect(
      await things().findOneAndReplace({ _id: 3 } as Document, { y: 1 }, { returnDocument: 'after' }),
    ).toEqual({ _id: 3, y: 1 })
    expect(await things().countDocuments()).toBe(2)
  })

  it('no contradictions', async () => {
    const contradiction = { findAndModify: 'things', query: {}, remove: true, update: { $set: { a: 1 } } }
    await refusal(target.db.command(contradiction))
  })
})

describe('races', () => {
  it('let each guarded step happen once', async () => {
    await things().insertOne({ _id: 'counter', version: 0, total: 0 } as Document)
    const increment = async (): Promise<void> => {
      for (;;) {
        const current = await things().findOne({ _id: 'counter' } as Document)
        const next = await things().findOneAndUpdate(
          { _id: 'counter', version: current!.version } as Document,
          { $set: { version: current!.version + 1, total: current!.total + 1 } },
        )
        if (next) return
      }
    }
    await Promise.all(Array.from({ length: 50 }, increment))
    expect(await things().findOne()).toEqual({ _id: 'counter', version: 50, total: 50 })
  })

  it('hand each job to one worker', async () => {
    await things().insertMany(Array.from({ length: 30 }, (_, _id) => ({ _id, state: 'ready' })) as Document[])
    await things().createIndex({ state: 1, _id: 1 })
    const claims = await Promise.all(
      Array.from({ length: 40 }, (_, worker) =>
        things().findOneAndUpdate(
          { state: 'ready' },
          { $set: { state: 'taken', worker } },
          { sort: { _id: 1 } },
        ),
      ),
    )
    const jobs = claims.filter((claim) => claim !== null).map(({ _id }) => _id as unknown as number)
    expect(jobs.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i))
    await things().dropIndexes()
  })

  it('lose no increment', async () => {
    await things().insertOne({ _id: 1, n: 0 } as Document)
    await Promise.all(
      Array.from({ length: 100 }, () => things().updateOne({ _id: 1 } as Document, { $inc: { n: 1 } })),
    )
    expect(await things().findOne()).toEqual({ _id: 1, n: 100 })
  })

  it('apply a job once however often it is run', async () => {
    await things().insertOne({ _id: 'grid', total: 0, applied: [] } as Document)
    const apply = (job: number) =>
      things().updateOne(
        { _id: 'grid', applied: { $ne: job } } as Document,
        { $inc: { total: job }, $push: { applied: { $each: [job], $slice: -100 } } } as Document,
      )
    await Promise.all([1, 2, 3, 1, 2, 3, 1, 2, 3].map(apply))
    expect(await things().findOne()).toMatchObject({ total: 6 })
  })
})
