import { ArrayBatches } from '../aggregate/ArrayBatches.js'
import { compileExpression } from '../aggregate/expressions.js'
import { documentValue, encodeDocument } from '../bson/BsonValue.js'
import { CommandError, unsupported } from '../errors.js'
import { compileFilter } from '../query/compileFilter.js'
import { parseOptionalFilter } from '../query/parseFilter.js'
import type { Store } from '../Store.js'
import { validateDatabaseName } from '../storage/Catalog.js'
import { collectionOf, databaseOf } from '../storage/CollectionDefinition.js'
import { Statistics } from '../storage/Statistics.js'
import { type Answer, answer, type Command, namespaceOf, readArguments } from './Command.js'
import { cursorAnswer } from './cursorAnswer.js'

/** Makes a collection; all options that would change how it behaves are refused. */
export async function create(store: Store, command: Command): Promise<Answer> {
  const args = readArguments(command, {
    capped: 'boolean',
    size: 'integer',
    max: 'integer',
    autoIndexId: 'boolean',
    validator: 'document',
    validationLevel: 'string',
    validationAction: 'string',
    timeseries: 'document',
    clusteredIndex: 'value',
    expireAfterSeconds: 'integer',
    changeStreamPreAndPostImages: 'document',
    encryptedFields: 'document',
    viewOn: 'string',
    pipeline: 'array',
    storageEngine: 'document',
    indexOptionDefaults: 'document',
  })
  for (const [name, value] of Object.entries(args))
    if (value !== undefined && value !== false) throw unsupported(`a collection with ${name}`)
  const namespace = namespaceOf(command)
  await store.env.write(() => {
    if (store.catalog.find(namespace))
      throw new CommandError('NamespaceExists', `Collection ${namespace} already exists.`)
    store.catalog.findOrCreate(namespace)
  })
  return answer({})
}

export async function drop(store: Store, command: Command): Promise<Answer> {
  readArguments(command, {})
  const namespace = namespaceOf(command)
  const indexes = await store.env.write(() => {
    const collection = store.catalog.find(namespace)
    if (collection) store.catalog.drop(collection)
    return collection?.indexes.length
  })
  if (indexes === undefined) throw new CommandError('NamespaceNotFound', 'ns not found')
  store.clearLeftovers()
  return answer({ nIndexesWas: indexes, ns: namespace })
}

export async function dropDatabase(store: Store, command: Command): Promise<Answer> {
  readArguments(command, {})
  validateDatabaseName(command.database)
  const dropped = await store.env.write(() => {
    const collections = store.catalog.list(command.database)
    for (const collection of collections) store.catalog.drop(collection)
    return collections.length
  })
  store.clearLeftovers()
  return answer(dropped > 0 ? { dropped: command.database } : {})
}

export async function listCollections(store: Store, command: Command): Promise<Answer> {
  const args = readArguments(command, {
    filter: 'document',
    nameOnly: 'boolean',
    authorizedCollections: 'boolean',
    cursor: 'document',
  })
  const matches = compileFilter(parseOptionalFilter(args.filter, compileExpression))
  const documents = store.catalog
    .list(command.database)
    .map(({ namespace }) => {
      const brief = { name: collectionOf(namespace), type: 'collection' }
      if (args.nameOnly) return brief
      return {
        ...brief,
        options: {},
        info: { readOnly: false },
        idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
      }
    })
    .map((each) => encodeDocument(each))
    .filter((each) => matches(documentValue(each)))
  return allAtOnce(`${command.database}.$cmd.listCollections`, documents)
}

export async function allAtOnce(namespace: string, documents: Buffer[]): Promise<Answer> {
  return cursorAnswer('firstBatch', namespace, 0n, await new ArrayBatches(documents).next(documents.length))
}

export function listDatabases(store: Store, command: Command): Answer {
  const args = readArguments(command, {
    filter: 'document',
    nameOnly: 'boolean',
    authorizedDatabases: 'boolean',
  })
  const matches = compileFilter(parseOptionalFilter(args.filter, compileExpression))
  const sizes = new Map<string, number>()
  for (const { namespace, id } of store.catalog.list()) {
    const database = databaseOf(namespace)
    const { storageBytes, indexBytes } = Statistics.read(store.env, id)
    const size = storageBytes + [...indexBytes.values()].reduce((sum, each) => sum + each, 0)
    sizes.set(database, (sizes.get(database) ?? 0) + size)
  }
  const databases = [...sizes]
    .map(([name, sizeOnDisk]) => (args.nameOnly ? { name } : { name, sizeOnDisk, empty: sizeOnDisk === 0 }))
    .filter((each) => matches(documentValue(encodeDocument(each))))
  if (args.nameOnly) return answer({ databases })
  return answer({ databases, totalSize: [...sizes.values()].reduce((sum, each) => sum + each, 0) })
}
