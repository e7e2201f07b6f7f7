import { BsonType, type BsonValue, decodeDocument, encodeDocument, textOf } from '../bson/BsonValue.js'
import { elementsOf } from '../bson/ElementReader.js'
import { CommandError } from '../errors.js'
import type { IndexDefinition } from '../index/IndexDefinition.js'
import { sameKey } from '../plan/choosePlan.js'
import type { Store } from '../Store.js'
import { validateNamespace } from '../storage/Catalog.js'
import type { CollectionDefinition } from '../storage/CollectionDefinition.js'
import { buildIndex, removeIndex } from './buildIndex.js'
import { type Answer, answer, type Command, namespaceOf, readArguments } from './Command.js'
import { allAtOnce } from './collections.js'
import { type IndexSpec, parseIndex, parseKey, sameOptions } from './parseIndex.js'

/** Index builds run one after the other, so that of two that ask for the same index the second finds it done. */
const queues = new WeakMap<Store, Promise<unknown>>()

export async function createIndexes(store: Store, command: Command): Promise<Answer> {
  const args = readArguments(command, {
    indexes: 'array',
    commitQuorum: 'value',
    ignoreUnknownIndexOptions: 'boolean',
  })
  const namespace = namespaceOf(command)
  validateNamespace(namespace)
  const specs = args.indexes ? elementsOf(args.indexes).map(parseIndex) : []
  if (specs.length === 0) throw new CommandError('BadValue', 'Must specify at least one index to create')
  const build = (queues.get(store) ?? Promise.resolve()).then(() => buildAll(store, namespace, specs))
  queues.set(
    store,
    build.catch(() => {}),
  )
  return answer(await build)
}

async function buildAll(store: Store, namespace: string, specs: readonly IndexSpec[]): Promise<object> {
  const existing = store.catalog.find(namespace)
  const before = existing?.indexes.length ?? 1
  const missing = specs.filter((spec) => isMissing(spec, existing?.indexes ?? []))
  if (!existing) await store.env.write(() => store.catalog.findOrCreate(namespace))
  for (const spec of missing) await buildIndex(store, namespace, spec)
  return {
    createdCollectionAutomatically: !existing,
    numIndexesBefore: before,
    numIndexesAfter: before + missing.length,
    ...(missing.length === 0 && { note: 'all indexes already exist' }),
  }
}

/** @throws CommandError when one is there that differs in name, key or options only */
function isMissing(spec: IndexSpec, existing: readonly IndexDefinition[]): boolean {
  if (spec.fields.length === 1 && spec.fields[0]!.path.text === '_id' && !spec.fields[0]!.descending)
    return false
  const namesake = existing.find(({ name }) => name === spec.name)
  if (namesake) {
    if (!sameKey(namesake, spec.fields))
      throw new CommandError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${show(spec)}, existing index: ${show(namesake)}`,
      )
    if (!sameOptions(namesake, spec))
      throw new CommandError(
        'IndexKeySpecsConflict',
        `An equivalent index already exists with the same name but different options. Requested index: ${show(spec)}, existing index: ${show(namesake)}`,
      )
    return false
  }
  const twin = existing.find((index) => sameKey(index, spec.fields) && samePartial(index, spec))
  if (twin)
    throw new CommandError(
      'IndexOptionsConflict',
      sameOptions(twin, spec)
        ? `Index already exists with a different name: ${twin.name}`
        : `An equivalent index already exists with a different name and options. Requested index: ${show(spec)}, existing index: ${show(twin)}`,
    )
  return true
}

function samePartial(a: IndexSpec, b: IndexSpec): boolean {
  return sameOptions(
    { ...a, unique: false, sparse: false, expireAfterSeconds: undefined },
    {
      ...b,
      unique: false,
      sparse: false,
      expireAfterSeconds: undefined,
    },
  )
}

function show(index: IndexSpec): string {
  return JSON.stringify(describeIndex(index))
}

/** An index as `listIndexes` shows it. */
export function describeIndex(index: IndexSpec): Record<string, unknown> {
  return {
    v: 2,
    key: keyPattern(index),
    name: index.name,
    ...(index.unique && index.name !== '_id_' && { unique: true }),
    ...(index.sparse && { sparse: true }),
    ...(index.expireAfterSeconds !== undefined && { expireAfterSeconds: index.expireAfterSeconds }),
    ...(index.partial && { partialFilterExpression: decodeDocument(index.partial.document) }),
  }
}

export function keyPattern({ fields }: Pick<IndexSpec, 'fields'>): Record<string, number> {
  return Object.fromEntries(fields.map(({ path, descending }) => [path.text, descending ? -1 : 1]))
}

export async function listIndexes(store: Store, command: Command): Promise<Answer> {
  readArguments(command, { cursor: 'document' })
  const namespace = namespaceOf(command)
  const { indexes } = requireCollection(store, namespace)
  return allAtOnce(
    namespace,
    indexes.filter(({ building }) => !building).map((index) => encodeDocument(describeIndex(index))),
  )
}

export async function dropIndexes(store: Store, command: Command): Promise<Answer> {
  const { index } = readArguments(command, { index: 'value' })
  const namespace = namespaceOf(command)
  const collection = requireCollection(store, namespace)
  if (!index)
    throw new CommandError('MissingField', "BSON field 'dropIndexes.index' is missing but a required field")
  for (const each of indexesToDrop(collection, index)) await removeIndex(store, namespace, each.id)
  return answer({ nIndexesWas: collection.indexes.length })
}

function indexesToDrop(collection: CollectionDefinition, wanted: BsonValue): IndexDefinition[] {
  if (wanted.type === BsonType.string && textOf(wanted) === '*') return collection.indexes.slice(1)
  const asked = wanted.type === BsonType.array ? elementsOf(wanted) : [wanted]
  return asked.map((each) => {
    const found = collection.indexes.find((index) =>
      each.type === BsonType.string ? index.name === textOf(each) : sameKey(index, parseKey(each)),
    )
    if (!found) throw new CommandError('IndexNotFound', `index not found with name [${label(each)}]`)
    if (found === collection.indexes[0]) throw new CommandError('InvalidOptions', 'cannot drop _id index')
    return found
  })
}

function label(value: BsonValue): string {
  return value.type === BsonType.string
    ? textOf(value)
    : JSON.stringify(keyPattern({ fields: parseKey(value) }))
}

function requireCollection(store: Store, namespace: string): CollectionDefinition {
  const collection = store.catalog.find(namespace)
  if (!collection) throw new CommandError('NamespaceNotFound', `ns does not exist: ${namespace}`)
  return collection
}
