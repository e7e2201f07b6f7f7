import { compileExpression } from '../aggregate/expressions.js'
import { BsonType, BsonValue, documentValue, encodeValue } from '../bson/BsonValue.js'
import { ArrayNode, DocumentNode } from '../bson/DocumentTree.js'
import { encodeOrdered } from '../bson/encodeOrdered.js'
import { CommandError } from '../errors.js'
import { DocumentStream, type StreamQuestion } from '../plan/DocumentStream.js'
import { parseHint } from '../plan/Sort.js'
import { parsePath, visitPath } from '../query/Path.js'
import { parseOptionalFilter } from '../query/parseFilter.js'
import type { Store } from '../Store.js'
import { Statistics } from '../storage/Statistics.js'
import { type Answer, answer, type Command, namespaceOf, notNegative, readArguments } from './Command.js'

export async function count(store: Store, command: Command): Promise<Answer> {
  const question = parseCount(command)
  const collection = store.catalog.find(namespaceOf(command))
  if (!collection) return answer({ n: 0 })
  const everything = question.filter.kind === 'and' && question.filter.filters.length === 0
  if (everything && !question.skip && !question.limit)
    return answer({ n: Statistics.read(store.env, collection.id).documents })
  return answer({ n: await new DocumentStream(store.env, store.catalog, collection, question).count() })
}

/** Reads a count command. */
export function parseCount(command: Command): StreamQuestion {
  const args = readArguments(command, {
    query: 'document',
    limit: 'integer',
    skip: 'integer',
    hint: 'value',
    fields: 'document',
  })
  return {
    filter: parseOptionalFilter(args.query, compileExpression),
    hint: parseHint(args.hint),
    skip: notNegative('count.skip', args.skip) ?? 0,
    limit: Math.abs(args.limit ?? 0),
  }
}

/** The different values that a field has, elements of arrays each by themselves. */
export async function distinct(store: Store, command: Command): Promise<Answer> {
  const args = readArguments(command, { key: 'string', query: 'document', hint: 'value' })
  if (args.key === undefined)
    throw new CommandError('MissingField', "BSON field 'distinct.key' is missing but a required field")
  const path = parsePath(args.key)
  const question = { filter: parseOptionalFilter(args.query, compileExpression), hint: parseHint(args.hint) }
  const collection = store.catalog.find(namespaceOf(command))
  const values = new Map<string, BsonValue>()
  if (collection)
    await new DocumentStream(store.env, store.catalog, collection, question).read((document) => {
      visitPath(documentValue(document), path, true, (value) => {
        if (value && value.type !== BsonType.array) note(values, value)
        return false
      })
      return true
    })
  const list = new ArrayNode()
  const keys = [...values.keys()].sort((a, b) => (a < b ? -1 : 1))
  for (const key of keys) list.items.push(values.get(key)!)
  const result = new DocumentNode()
  result.set('values', list)
  result.set('ok', encodeValue(1))
  return [result.encode()]
}

/** Keeps a copy, so that the document that it is from can go. */
function note(values: Map<string, BsonValue>, value: BsonValue): void {
  const key = encodeOrdered(value).toString('latin1')
  if (values.has(key)) return
  const bytes = Buffer.from(value.raw())
  values.set(key, new BsonValue(value.type, bytes, 0, bytes.length))
}
