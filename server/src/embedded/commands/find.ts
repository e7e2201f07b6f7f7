import { compileExpression } from '../aggregate/expressions.js'
import type { Batches } from '../Cursors.js'
import { CommandError, unsupported } from '../errors.js'
import { DocumentStream } from '../plan/DocumentStream.js'
import { FindBatches } from '../plan/FindBatches.js'
import { parseHint, parseSort } from '../plan/Sort.js'
import { parseOptionalFilter } from '../query/parseFilter.js'
import { parseProjection } from '../query/parseProjection.js'
import type { Store } from '../Store.js'
import {
  type Answer,
  type Command,
  namespaceOf,
  notNegative,
  readArguments,
  refuseVariables,
} from './Command.js'
import { cursorAnswer } from './cursorAnswer.js'

/** Documents of a first batch when nothing is said, as with MongoDB. */
export const FIRST_BATCH = 101

const NO_DOCUMENTS: Batches = { next: async () => [], done: true }

export async function find(store: Store, command: Command): Promise<Answer> {
  const { stream, projection, batchSize, singleBatch, timesOut } = parseFind(store, command)
  const namespace = namespaceOf(command)
  const batches = stream ? new FindBatches(stream, projection) : NO_DOCUMENTS
  const documents = await batches.next(batchSize)
  const id = singleBatch ? 0n : store.cursors.keep(namespace, batches, command.connection, timesOut)
  return cursorAnswer('firstBatch', namespace, id, documents)
}

/** Reads a find command; the stream is undefined when the collection does not exist. */
export function parseFind(store: Store, command: Command) {
  const args = readArguments(command, {
    filter: 'document',
    projection: 'document',
    sort: 'document',
    hint: 'value',
    skip: 'integer',
    limit: 'integer',
    batchSize: 'integer',
    singleBatch: 'boolean',
    allowDiskUse: 'boolean',
    noCursorTimeout: 'boolean',
    allowPartialResults: 'boolean',
    oplogReplay: 'boolean',
    tailable: 'boolean',
    awaitData: 'boolean',
    returnKey: 'boolean',
    showRecordId: 'boolean',
    min: 'document',
    max: 'document',
    let: 'document',
  })
  for (const name of ['tailable', 'awaitData', 'returnKey', 'showRecordId'] as const)
    if (args[name]) throw unsupported(`find with ${name}`)
  if (args.min || args.max) throw unsupported('find with min or max')
  refuseVariables(command.name, args.let)
  const question = {
    filter: parseOptionalFilter(args.filter, compileExpression),
    sort: parseSort(args.sort),
    hint: parseHint(args.hint),
    skip: notNegative('find.skip', args.skip) ?? 0,
    limit: notNegative('find.limit', args.limit) ?? 0,
  }
  const projection = parseProjection(args.projection)
  const collection = store.catalog.find(namespaceOf(command))
  return {
    question,
    projection,
    stream: collection && new DocumentStream(store.env, store.catalog, collection, question),
    batchSize: notNegative('find.batchSize', args.batchSize) ?? FIRST_BATCH,
    singleBatch: args.singleBatch ?? false,
    timesOut: !args.noCursorTimeout,
  }
}

/** The next batch of a cursor. */
export async function getMore(store: Store, command: Command): Promise<Answer> {
  const args = readArguments(command, { collection: 'string', batchSize: 'integer' })
  const namespace = `${command.database}.${args.collection}`
  const { documents, id } = await store.cursors.next(
    cursorId(command),
    namespace,
    notNegative('getMore.batchSize', args.batchSize) || Number.POSITIVE_INFINITY,
    command.connection,
  )
  return cursorAnswer('nextBatch', namespace, id, documents)
}

function cursorId(command: Command): bigint {
  const value = command.fields.get('getMore')!
  if (value.type !== 18) throw new CommandError('TypeMismatch', "BSON field 'getMore.getMore' must be a long")
  return value.bytes.readBigInt64LE(value.start)
}
