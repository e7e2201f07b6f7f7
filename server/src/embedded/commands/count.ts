import { compileExpression } from '../aggregate/expressions.js'
import { DocumentStream, type StreamQuestion } from '../plan/DocumentStream.js'
import { parseHint } from '../plan/Sort.js'
import { isEverything } from '../query/Filter.js'
import { parseOptionalFilter } from '../query/parseFilter.js'
import type { Store } from '../Store.js'
import { Statistics } from '../storage/Statistics.js'
import { type Answer, answer, type Command, namespaceOf, notNegative, readArguments } from './Command.js'

export async function count(store: Store, command: Command): Promise<Answer> {
  const question = parseCount(command)
  const collection = store.catalog.find(namespaceOf(command))
  if (!collection) return answer({ n: 0 })
  if (isEverything(question.filter) && !question.skip && !question.limit)
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
