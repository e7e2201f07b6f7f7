import { compileExpression } from '../aggregate/expressions.js'
import { BsonType, BsonValue, decodeValue, documentValue, encodeValue } from '../bson/BsonValue.js'
import { DocumentNode } from '../bson/DocumentTree.js'
import { CommandError } from '../errors.js'
import { findFirst } from '../plan/findFirst.js'
import { parseHint, parseSort } from '../plan/Sort.js'
import { compileFilter } from '../query/compileFilter.js'
import type { Filter } from '../query/Filter.js'
import { type Projection, project } from '../query/Projection.js'
import { parseOptionalFilter } from '../query/parseFilter.js'
import { parseProjection } from '../query/parseProjection.js'
import { type Store, writeCollection } from '../Store.js'
import { validateNamespace } from '../storage/Catalog.js'
import { parseUpdate } from '../update/parseUpdate.js'
import { NULL } from '../update/Slot.js'
import { type Answer, type Command, namespaceOf, readArguments, refuseVariables } from './Command.js'
import { type Updated, updateOne } from './updateOne.js'

/** Finds one document and changes or removes it, in one step. */
export async function findAndModify(store: Store, command: Command): Promise<Answer> {
  const args = readArguments(command, {
    query: 'document',
    sort: 'document',
    update: 'value',
    remove: 'boolean',
    new: 'boolean',
    upsert: 'boolean',
    fields: 'document',
    arrayFilters: 'array',
    hint: 'value',
    bypassDocumentValidation: 'boolean',
    let: 'document',
  })
  refuseVariables(command.name, args.let)
  const namespace = namespaceOf(command)
  validateNamespace(namespace)
  const question = {
    filter: parseOptionalFilter(args.query, compileExpression),
    sort: parseSort(args.sort),
    hint: parseHint(args.hint),
  }
  const projection = parseProjection(args.fields)
  if (args.remove) {
    if (args.update) throw new CommandError('FailedToParse', 'Cannot specify both an update and remove=true')
    if (args.upsert)
      throw new CommandError('FailedToParse', 'Cannot specify both upsert=true and remove=true')
    if (args.new)
      throw new CommandError(
        'FailedToParse',
        "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
      )
    const removed = await writeCollection(store, namespace, false, (writer) => {
      const found = findFirst(store.env, writer.definition, question)
      if (found) writer.remove(found.record, found.document)
      return found
    })
    const value = removed && shown(removed.document, projection, question.filter)
    return modifyAnswer({ n: removed ? 1 : 0 }, value)
  }
  if (!args.update)
    throw new CommandError('FailedToParse', 'Either an update or remove=true must be specified')
  const update = parseUpdate(args.update, args.arrayFilters)
  const upsert = args.upsert ?? false
  const updated = await writeCollection(store, namespace, upsert, (writer) =>
    updateOne(store, writer, question, update, upsert),
  )
  const document = args.new ? updated?.after : updated?.before
  return modifyAnswer(lastError(updated), document && shown(document, projection, question.filter))
}

function lastError(updated: Updated | undefined): object {
  return {
    n: updated?.before || updated?.upserted ? 1 : 0,
    updatedExisting: updated?.before !== undefined,
    ...(updated?.upserted && { upserted: decodeValue(updated.upserted) }),
  }
}

function shown(document: Buffer, projection: Projection | undefined, filter: Filter): Buffer {
  if (!projection) return document
  const found = { index: -1 }
  if (projection.positional) compileFilter(filter)(documentValue(document), found)
  return project(projection, document, found.index)
}

function modifyAnswer(lastErrorObject: object, value: Buffer | undefined): Answer {
  const answer = new DocumentNode()
  answer.set('lastErrorObject', encodeValue(lastErrorObject))
  answer.set('value', value ? new BsonValue(BsonType.object, value, 0, value.length) : NULL)
  answer.set('ok', encodeValue(1))
  return [answer.encode()]
}
