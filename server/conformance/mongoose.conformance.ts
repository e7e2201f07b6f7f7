import mongoose, { type Connection, Schema } from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { useTarget } from './target.js'

const target = useTarget()
let connection: Connection

const userSchema = new Schema(
  {
    email: { type: String, required: true, unique: true, lowercase: true },
    name: String,
    age: { type: Number, min: 0, index: true },
    roles: { type: [String], default: ['reader'] },
    address: { city: String, zip: String },
    visits: [{ page: String, at: Date }],
    settings: { type: Map, of: String },
    payload: Buffer,
  },
  { timestamps: true, optimisticConcurrency: true },
)
const model = () => connection.model('User', userSchema)

beforeAll(async () => {
  connection = mongoose.createConnection(target.uri, { dbName: target.db.databaseName })
  await connection.asPromise()
  await model().init()
})

afterAll(() => connection.close())

beforeEach(async () => {
  await model().deleteMany({})
})

describe('a model', () => {
  it('saves with defaults, timestamps and a version', async () => {
    const user = await model().create({ email: 'Ann@Example.com', age: 30, address: { city: 'Ulm' } })
    const found = (await model().findById(user._id).orFail()).toObject()
    expect(found).toMatchObject({
      email: 'ann@example.com',
      age: 30,
      roles: ['reader'],
      address: { city: 'Ulm' },
      __v: 0,
    })
    expect(found.createdAt).toBeInstanceOf(Date)
    expect(found.updatedAt).toEqual(found.createdAt)
  })

  it('answers lean documents', async () => {
    await model().create({ email: 'a@b.c', settings: { theme: 'dark' }, payload: Buffer.from([1, 2]) })
    const [found] = await model().find().select('email settings payload -_id').lean()
    expect(found).toMatchObject({ email: 'a@b.c', settings: { theme: 'dark' } })
    expect(Object.keys(found!).sort()).toEqual(['email', 'payload', 'settings'])
  })

  it('makes its indexes', async () => {
    const indexes = await model().listIndexes()
    expect(indexes.map(({ name }) => name).sort()).toEqual(['_id_', 'age_1', 'email_1'])
    await model().create({ email: 'a@b.c' })
    await expect(model().create({ email: 'A@B.C' })).rejects.toMatchObject({ code: 11000 })
    await model().syncIndexes()
  })

  it('notices when another has saved in between', async () => {
    const { _id } = await model().create({ email: 'a@b.c' })
    const one = await model().findById(_id).orFail()
    const two = await model().findById(_id).orFail()
    one.name = 'one'
    await one.save()
    two.name = 'two'
    await expect(two.save()).rejects.toThrow(mongoose.Error.VersionError)
    expect((await model().findById(_id).orFail()).name).toBe('one')
  })

  it('changes arrays in place', async () => {
    const user = await model().create({ email: 'a@b.c', visits: [{ page: '/' }] })
    user.visits.push({ page: '/next', at: new Date(5) })
    user.roles.push('editor')
    await user.save()
    user.visits.splice(0, 1)
    await user.save()
    const found = await model().findById(user._id).lean().orFail()
    expect(found.visits).toMatchObject([{ page: '/next', at: new Date(5) }])
    expect(found.roles).toEqual(['reader', 'editor'])
  })
})

describe('a query', () => {
  beforeEach(() =>
    model().insertMany(
      Array.from({ length: 30 }, (_, i) => ({
        email: `u${i}@x.y`,
        name: `n${i % 3}`,
        age: i,
        visits: [{ page: `/${i}` }],
      })),
    ),
  )

  it('filters, sorts, pages and counts', async () => {
    const page = await model()
      .find({ age: { $gte: 10 }, name: 'n1' })
      .sort('-age')
      .skip(1)
      .limit(3)
      .lean()
    expect(page.map(({ age }) => age)).toEqual([25, 22, 19])
    expect(await model().countDocuments({ name: 'n1' })).toBe(10)
    // estimatedDocumentCount is left out: an engine on PostgreSQL answers with its planner's estimate.
    expect(await model().exists({ email: 'u3@x.y' })).toMatchObject({ _id: expect.anything() })
    expect(await model().exists({ email: 'no' })).toBeNull()
    expect((await model().distinct('name')).sort()).toEqual(['n0', 'n1', 'n2'])
  })

  it('walks through a cursor', async () => {
    const ages: (number | null | undefined)[] = []
    for await (const user of model().find().cursor({ batchSize: 7 })) ages.push(user.age)
    expect(ages).toEqual(Array.from({ length: 30 }, (_, i) => i))
  })

  it('updates with timestamps', async () => {
    const before = await model().findOne({ age: 5 }).orFail()
    const after = await model()
      .findOneAndUpdate(
        { age: 5 },
        { $inc: { age: 100 }, $push: { visits: { page: '/z' } } },
        { returnDocument: 'after' },
      )
      .orFail()
    expect(after.age).toBe(105)
    expect(after.visits).toHaveLength(2)
    expect(after.get('updatedAt').getTime()).toBeGreaterThanOrEqual(before.get('updatedAt').getTime())
    expect(await model().updateMany({ name: 'n0' }, { name: 'renamed' })).toMatchObject({ modifiedCount: 10 })
  })

  it('upserts with defaults', async () => {
    const user = await model()
      .findOneAndUpdate(
        { email: 'new@x.y' },
        { name: 'new' },
        { upsert: true, returnDocument: 'after', setDefaultsOnInsert: true },
      )
      .lean()
      .orFail()
    expect(user).toMatchObject({ email: 'new@x.y', name: 'new', roles: ['reader'] })
    expect(user.createdAt).toBeInstanceOf(Date)
  })

  it('writes in bulk', async () => {
    const result = await model().bulkWrite([
      { updateOne: { filter: { email: 'u1@x.y' }, update: { $set: { name: 'bulk' } } } },
      { updateOne: { filter: { email: 'made@x.y' }, update: { $set: { name: 'bulk' } }, upsert: true } },
      { deleteMany: { filter: { age: { $gte: 20 } } } },
    ])
    expect(result).toMatchObject({ modifiedCount: 1, upsertedCount: 1, deletedCount: 10 })
    expect(await model().countDocuments({ name: 'bulk' })).toBe(2)
  })

  it('aggregates', async () => {
    const groups = await model().aggregate([
      { $match: { age: { $lt: 9 } } },
      { $group: { _id: '$name', ages: { $sum: '$age' } } },
      { $sort: { _id: 1 } },
    ])
    expect(groups).toEqual([
      { _id: 'n0', ages: 9 },
      { _id: 'n1', ages: 12 },
      { _id: 'n2', ages: 15 },
    ])
  })
})
