import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeDocument, documentValue, encodeDocument, encodeValue } from '../bson/BsonValue.js'
import { parseIndex } from '../commands/parseIndex.js'
import { compileFilter } from '../query/compileFilter.js'
import { parseFilter } from '../query/parseFilter.js'
import { Catalog } from '../storage/Catalog.js'
import { CollectionWriter } from '../storage/CollectionWriter.js'
import { Environment } from '../storage/Environment.js'
import { DocumentStream } from './DocumentStream.js'
import { parseHint, parseSort, sortKey } from './Sort.js'

let path: string
let env: Environment
let catalog: Catalog
let runs = 0

beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'plans-'))
  env = new Environment(path)
  catalog = new Catalog(env)
})

afterAll(async () => {
  await env.close()
  await rm(path, { recursive: true })
})

/** Few values of many types, and mostly numbers, so that they meet often. */
const small = fc.integer({ min: 0, max: 4 })
const others = fc.constantFrom<unknown>(
  null,
  1.5,
  '',
  'a',
  'ab',
  'b',
  true,
  new Date(1),
  { x: 1 },
  `long${'x'.repeat(2000)}`,
)
const scalars = fc.oneof({ weight: 2, arbitrary: small }, { weight: 1, arbitrary: others })
const pairs = fc.record({ x: small, y: fc.oneof(small, scalars) }, { requiredKeys: [] })
const field = fc.oneof(
  { weight: 3, arbitrary: scalars },
  { weight: 2, arbitrary: fc.array(fc.oneof(small, scalars), { maxLength: 3 }) },
  { weight: 2, arbitrary: pairs },
  { weight: 2, arbitrary: fc.array(pairs, { maxLength: 3 }) },
)
const document = fc.record({ a: field, b: scalars, c: scalars }, { requiredKeys: [] })
const paths = fc.constantFrom('a', 'b', 'c', 'a.x', 'a.y')

const condition = fc.oneof(
  { weight: 3, arbitrary: scalars },
  { weight: 3, arbitrary: fc.tuple(small, small).map(([$gte, $lt]) => ({ $gte, $lt })) },
  fc
    .tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte', '$ne', '$eq'), scalars)
    .map(([op, v]) => ({ [op]: v })),
  fc.array(scalars, { maxLength: 3 }).map(($in) => ({ $in })),
  fc.array(scalars, { maxLength: 2 }).map(($nin) => ({ $nin })),
  fc.boolean().map(($exists) => ({ $exists })),
  fc.constantFrom(/^a/, /b$/, { $regex: '^ab?' }),
  fc.array(scalars, { maxLength: 2 }),
  fc.record({ x: scalars }).map(($elemMatch) => ({ $elemMatch })),
  fc.record({ $gt: scalars, $lte: scalars }).map(($elemMatch) => ({ $elemMatch })),
)
const clause = fc.tuple(paths, condition).map(([name, asked]) => ({ [name]: asked }))
const filter = fc.oneof(
  fc.dictionary(paths, condition, { maxKeys: 3, noNullPrototype: true }),
  fc.tuple(small, small).map(([x, y]) => ({ 'a.x': x, 'a.y': y })),
  fc.tuple(small, small).map(([$gt, $lt]) => ({ a: { $gt, $lt } })),
  fc.array(clause, { minLength: 1, maxLength: 3 }).map(($and) => ({ $and })),
  fc.tuple(fc.array(clause, { minLength: 1, maxLength: 3 }), clause).map(([$or, also]) => ({ $or, ...also })),
)
const direction = fc.constantFrom(1, -1)
const keys = fc.oneof(
  fc
    .uniqueArray(fc.tuple(paths, direction), { minLength: 1, maxLength: 3, selector: ([name]) => name })
    .map((pairs) => Object.fromEntries(pairs) as Record<string, number>),
  fc.constantFrom<Record<string, number>>({ a: 1 }, { 'a.x': 1, 'a.y': 1 }, { b: 1, 'a.x': -1, 'a.y': 1 }),
)
const index = fc.record({
  key: keys,
  kind: fc.constantFrom({}, {}, {}, { sparse: true }, { partialFilterExpression: { b: { $gte: 1 } } }),
})

/** Stores documents under some indexes; those that an index cannot hold (parallel arrays) are left out. */
async function store(documents: object[], indexes: { key: object; kind: object }[]) {
  const namespace = `db.run${runs++}`
  return env.write(() => {
    const made = catalog.findOrCreate(namespace)
    const specs = indexes.map(({ key, kind }, i) => ({
      ...parseIndex(encodeValue({ key, name: `index${i}`, ...kind })),
      id: catalog.nextNumber(),
      multikey: Object.keys(key).map(() => false),
      longKeys: false,
      building: false,
    }))
    catalog.save({ ...made, indexes: [...made.indexes, ...specs] })
    const writer = new CollectionWriter(env, catalog, catalog.find(namespace)!)
    documents.forEach((each, _id) => {
      try {
        writer.insert(encodeDocument({ _id, ...each }))
      } catch (error) {
        if (!String(error).includes('parallel arrays')) throw error
      }
    })
    writer.finish()
    return writer.definition
  })
}

describe('a plan', { timeout: 60_000 }, () => {
  it('finds what a look at every document finds, in the order asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 3, maxLength: 12 }),
        fc.array(index, { minLength: 1, maxLength: 2 }),
        filter,
        fc.option(keys, { nil: undefined }),
        async (documents, indexes, asked, order) => {
          const collection = await store(documents, indexes)
          const question = {
            filter: parseFilter(encodeValue(asked)),
            sort: order && parseSort(encodeValue(order)),
          }
          const stored = await answers(collection, { filter: parseFilter(encodeValue({})) })
          const matches = compileFilter(question.filter)
          const expected = stored.filter((each) => matches(documentValue(each)))
          const stream = new DocumentStream(env, catalog, collection, question)
          const found = await answers(collection, question)
          expect(idsOf(found).sort()).toEqual(idsOf(expected).sort())
          expect(await stream.count()).toBe(expected.length)
          if (question.sort && 'fields' in question.sort) {
            const { fields } = question.sort
            const order = found.map((each) => sortKey(fields, documentValue(each)))
            expect(order).toEqual([...order].sort(Buffer.compare))
          }
        },
      ),
      { numRuns: 250 },
    )
  })

  it('stays right while documents change', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(document, fc.option(document)), { minLength: 1, maxLength: 8 }),
        fc.array(index, { minLength: 1, maxLength: 2 }),
        filter,
        async (changes, indexes, asked) => {
          const collection = await store(
            changes.map(([before]) => before),
            indexes,
          )
          await env.write(() => {
            const writer = new CollectionWriter(env, catalog, catalog.find(collection.namespace)!)
            const scan: { record: number; before: Buffer }[] = []
            for (const { key, value } of env.records.getRange(rangeOf(collection.id)))
              scan.push({ record: key.readUIntBE(4, 6), before: Buffer.from(value) })
            for (const { record, before } of scan) {
              const { _id } = decodeDocument(before) as { _id: number }
              const after = changes[_id]![1]
              try {
                if (after) writer.replace(record, before, encodeDocument({ _id, ...after }))
                else writer.remove(record, before)
              } catch (error) {
                if (!String(error).includes('parallel arrays')) throw error
              }
            }
            writer.finish()
          })
          const current = catalog.find(collection.namespace)!
          const question = { filter: parseFilter(encodeValue(asked)) }
          const all = await answers(current, { ...question, hint: parseHint(encodeValue({ $natural: 1 })) })
          expect(idsOf(await answers(current, question)).sort()).toEqual(idsOf(all).sort())
        },
      ),
      { numRuns: 100 },
    )
  })
})

type Question = ConstructorParameters<typeof DocumentStream>[3]

async function answers(collection: ReturnType<typeof catalog.findOrCreate>, question: Question) {
  const found: Buffer[] = []
  await new DocumentStream(env, catalog, collection, question).read((each) => {
    found.push(each)
    return true
  })
  return found
}

function idsOf(documents: Buffer[]): number[] {
  return documents.map((each) => decodeDocument(each)._id as number)
}

function rangeOf(collection: number): { start: Buffer; end: Buffer } {
  const [start, end] = [Buffer.alloc(4), Buffer.alloc(4)]
  start.writeUInt32BE(collection)
  end.writeUInt32BE(collection + 1)
  return { start, end }
}
