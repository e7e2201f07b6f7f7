import { compileExpression } from '../aggregate/expressions.js'
import { documentValue } from '../bson/BsonValue.js'
import { fieldsOf } from '../bson/ElementReader.js'
import { CommandError } from '../errors.js'
import type { Question } from '../plan/choosePlan.js'
import { findFirst } from '../plan/findFirst.js'
import { parseHint } from '../plan/Sort.js'
import { compileFilter } from '../query/compileFilter.js'
import { parseFilter } from '../query/parseFilter.js'
import { type Store, writeCollection, writeInSlices } from '../Store.js'
import { recordKey } from '../storage/recordKeys.js'
import {
  type Answer,
  answer,
  type Command,
  namespaceOf,
  readArguments,
  readFields,
  refuseVariables,
} from './Command.js'
import { matchingRecords } from './update.js'
import { noteError, statementsOf, type WriteError } from './writeErrors.js'

export async function deleteDocuments(store: Store, command: Command): Promise<Answer> {
  const args = readArguments(command, { deletes: 'array', ordered: 'boolean', let: 'document' })
  refuseVariables(command.name, args.let)
  const namespace = namespaceOf(command)
  const statements = statementsOf(command, 'deletes', args.deletes)
  const writeErrors: WriteError[] = []
  let n = 0
  for (let index = 0; index < statements.length; index++) {
    let statement: ReturnType<typeof parseStatement> | undefined
    noteError(writeErrors, index, () => {
      statement = parseStatement(statements[index]!)
    })
    if (statement)
      n += statement.one
        ? await deleteOne(store, namespace, statement.question)
        : await deleteMany(store, namespace, statement.question)
    else if (args.ordered ?? true) break
  }
  return answer({ n, ...(writeErrors.length > 0 && { writeErrors }) })
}

async function deleteOne(store: Store, namespace: string, question: Question): Promise<number> {
  const deleted = await writeCollection(store, namespace, false, (writer) => {
    const found = findFirst(store.env, writer.definition, question)
    if (!found) return 0
    writer.remove(found.record, found.document)
    return 1
  })
  return deleted ?? 0
}

/** Removes all documents that match, slice by slice; each is tested once more right before. */
export async function deleteMany(store: Store, namespace: string, question: Question): Promise<number> {
  const records = await matchingRecords(store, namespace, question)
  const matches = compileFilter(question.filter)
  let n = 0
  await writeInSlices(store, namespace, false, records, (writer, record) => {
    const document = store.env.records.getBinary(recordKey(writer.definition.id, record))
    if (document && matches(documentValue(document))) {
      writer.remove(record, document)
      n++
    }
    return true
  })
  return n
}

function parseStatement(bytes: Buffer): { question: Question; one: boolean } {
  const args = readFields('delete.deletes', fieldsOf(documentValue(bytes)), {
    q: 'document',
    limit: 'integer',
    hint: 'value',
  })
  if (!args.q || args.limit === undefined)
    throw new CommandError(
      'MissingField',
      "BSON fields 'delete.deletes.q' and 'delete.deletes.limit' are required",
    )
  if (args.limit !== 0 && args.limit !== 1)
    throw new CommandError(
      'FailedToParse',
      `The limit field in delete objects must be 0 or 1. Got ${args.limit}`,
    )
  return {
    question: { filter: parseFilter(args.q, compileExpression), hint: parseHint(args.hint) },
    one: args.limit === 1,
  }
}
