import { compileExpression } from '../aggregate/expressions.js'
import { BsonType, BsonValue, documentValue, encodeValue } from '../bson/BsonValue.js'
import { ArrayNode, DocumentNode } from '../bson/DocumentTree.js'
import { encodeOrdered } from '../bson/encodeOrdered.js'
import { CommandError } from '../errors.js'
import { DocumentStream, type StreamQuestion } from '../plan/DocumentStream.js'
import { readEachValue } from '../plan/readEachValue.js'
import { parseHint } from '../plan/Sort.js'
import { isEverything } from '../query/Filter.js'
import { parsePath, visitPath } from '../query/Path.js'
import { parseOptionalFilter } from '../query/parseFilter.js'
import type { Store } from '../Store.js'
import { type Answer, type Command, namespaceOf, readArguments } from './Command.js'

/**
 * The different values that a field has, elements of arrays each by themselves. Where an index begins with the field and
 * nothing else is asked, one document a value is read.
 */
export async function distinct(store: Store, command: Command): Promise<Answer> {
  const args = readArguments(command, { key: 'string', query: 'document', hint: 'value' })
  if (args.key === undefined)
    throw new CommandError('MissingField', "BSON field 'distinct.key' is missing but a required field")
  const path = parsePath(args.key)
  const question: StreamQuestion = {
    filter: parseOptionalFilter(args.query, compileExpression),
    hint: parseHint(args.hint),
  }
  const collection = store.catalog.find(namespaceOf(command))
  const values = new Map<string, BsonValue>()
  const see = (document: Buffer) => {
    visitPath(documentValue(document), path, true, (value) => {
      if (value && value.type !== BsonType.array) note(values, value)
      return false
    })
    return true
  }
  const isPlain = isEverything(question.filter) && !question.hint
  if (collection && !(isPlain && (await readEachValue(store, collection, path, see))))
    await new DocumentStream(store.env, store.catalog, collection, question).read(see, true)
  return answerOf(values)
}

/** Keeps a copy, so that the document that it is from can go. */
function note(values: Map<string, BsonValue>, value: BsonValue): void {
  const key = encodeOrdered(value).toString('latin1')
  if (values.has(key)) return
  const bytes = Buffer.from(value.raw())
  values.set(key, new BsonValue(value.type, bytes, 0, bytes.length))
}

function answerOf(values: Map<string, BsonValue>): Answer {
  const list = new ArrayNode()
  const keys = [...values.keys()].sort((a, b) => (a < b ? -1 : 1))
  for (const key of keys) list.items.push(values.get(key)!)
  const result = new DocumentNode()
  result.set('values', list)
  result.set('ok', encodeValue(1))
  return [result.encode()]
}
