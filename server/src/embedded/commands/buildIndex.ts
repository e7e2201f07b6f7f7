import type { IndexDefinition } from '../index/IndexDefinition.js'
import type { Store } from '../Store.js'
import { writeCollection } from '../Store.js'
import { endOfPrefix, numberPrefix, recordKey, recordOf } from '../storage/recordKeys.js'
import { Statistics } from '../storage/Statistics.js'
import type { IndexSpec } from './parseIndex.js'

/** Milliseconds of indexing in one write. */
const SLICE = 12

/**
 * Adds an index to a collection and fills it, slice by slice, while others read and write. It is kept up to date from
 * the start, and read from when it is full. If it cannot be filled it is taken out again.
 *
 * @throws CommandError 11000 when it is to be unique and the documents are not
 */
export async function buildIndex(store: Store, namespace: string, spec: IndexSpec): Promise<void> {
  const index = await register(store, namespace, spec)
  try {
    await fill(store, namespace, index)
  } catch (error) {
    await removeIndex(store, namespace, index.id)
    throw error
  }
  await markReady(store, namespace, index.id)
}

async function register(store: Store, namespace: string, spec: IndexSpec): Promise<IndexDefinition> {
  return store.env.write(() => {
    const definition = store.catalog.findOrCreate(namespace)
    const index: IndexDefinition = {
      ...spec,
      id: store.catalog.nextNumber(),
      multikey: spec.fields.map(() => false),
      longKeys: false,
      building: true,
    }
    store.catalog.save({ ...definition, indexes: [...definition.indexes, index] })
    return index
  })
}

async function fill(store: Store, namespace: string, { id }: IndexDefinition): Promise<void> {
  for (let from = 0; from !== Number.POSITIVE_INFINITY; ) {
    const reached = await writeCollection(store, namespace, false, (writer) => {
      const deadline = performance.now() + SLICE
      const collection = writer.definition.id
      const range = {
        start: from === 0 ? numberPrefix(collection) : recordKey(collection, from),
        end: endOfPrefix(collection),
        exclusiveStart: from > 0,
      }
      for (const { key, value } of store.env.records.getRange(range)) {
        const record = recordOf(key)
        const index = writer.definition.indexes.find((each) => each.id === id)
        if (!index) return Number.POSITIVE_INFINITY
        writer.addToIndex(index, record, Buffer.from(value))
        if (performance.now() > deadline) return record
      }
      return Number.POSITIVE_INFINITY
    })
    from = reached ?? Number.POSITIVE_INFINITY
  }
}

/** Takes an index out; its keys are cleared away later. */
export async function removeIndex(store: Store, namespace: string, id: number): Promise<void> {
  await store.env.write(() => {
    const definition = store.catalog.find(namespace)
    if (!definition?.indexes.some((index) => index.id === id)) return
    store.catalog.save({ ...definition, indexes: definition.indexes.filter((index) => index.id !== id) })
    store.catalog.addLeftover({ table: 'keys', number: id })
    const statistics = Statistics.read(store.env, definition.id)
    statistics.indexBytes.delete(id)
    statistics.write(store.env, definition.id)
  })
  store.clearLeftovers()
}

/** Takes out what was being built when the store was last closed: whoever asked for it asks again. */
export async function removeUnfinishedIndexes(store: Store): Promise<void> {
  for (const { namespace, indexes } of store.catalog.list())
    for (const index of indexes) if (index.building) await removeIndex(store, namespace, index.id)
}

async function markReady(store: Store, namespace: string, id: number): Promise<void> {
  await store.env.write(() => {
    const definition = store.catalog.find(namespace)
    if (!definition) return
    const indexes = definition.indexes.map((index) =>
      index.id === id ? { ...index, building: false } : index,
    )
    store.catalog.save({ ...definition, indexes })
  })
}
