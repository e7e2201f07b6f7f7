import type { Binary } from 'bson'
import { decodeDocument, documentValue, encodeDocument } from '../bson/BsonValue.js'
import type { IndexDefinition, PartialFilter } from '../index/IndexDefinition.js'
import { compileFilter } from '../query/compileFilter.js'
import { parsePath } from '../query/Path.js'
import { parseFilter } from '../query/parseFilter.js'

/** A collection and its indexes. Immutable: a change makes a new one. */
export interface CollectionDefinition {
  /** Database and collection, joined by a dot. */
  readonly namespace: string
  /** Prefix of the collection's records, never used again for another collection. */
  readonly id: number
  /** The first is the one on `_id`. */
  readonly indexes: readonly IndexDefinition[]
}

export function databaseOf(namespace: string): string {
  return namespace.slice(0, namespace.indexOf('.'))
}

export function collectionOf(namespace: string): string {
  return namespace.slice(namespace.indexOf('.') + 1)
}

/** An index as it is kept in the catalog. */
interface StoredIndex {
  id: number
  name: string
  fields: { path: string; descending: boolean }[]
  unique: boolean
  sparse: boolean
  expireAfterSeconds?: number
  /** The filter's own bytes. */
  partial?: Binary | Buffer
  multikey: boolean[]
  longKeys: boolean
  building: boolean
}

export function encodeCollection(definition: CollectionDefinition): Buffer {
  return encodeDocument({
    id: definition.id,
    indexes: definition.indexes.map(
      (index): StoredIndex => ({
        id: index.id,
        name: index.name,
        fields: index.fields.map(({ path, descending }) => ({ path: path.text, descending })),
        unique: index.unique,
        sparse: index.sparse,
        ...(index.expireAfterSeconds !== undefined && { expireAfterSeconds: index.expireAfterSeconds }),
        ...(index.partial && { partial: index.partial.document }),
        multikey: [...index.multikey],
        longKeys: index.longKeys,
        building: index.building,
      }),
    ),
  })
}

export function decodeCollection(namespace: string, bytes: Buffer): CollectionDefinition {
  const stored = decodeDocument(bytes) as unknown as { id: number; indexes: StoredIndex[] }
  return {
    namespace,
    id: stored.id,
    indexes: stored.indexes.map((index) => ({
      ...index,
      fields: index.fields.map(({ path, descending }) => ({ path: parsePath(path), descending })),
      expireAfterSeconds: index.expireAfterSeconds,
      partial: index.partial && partialFilter(Buffer.from((index.partial as Binary).buffer)),
    })),
  }
}

export function partialFilter(document: Buffer): PartialFilter {
  const filter = parseFilter(documentValue(document))
  return { document, filter, matches: compileFilter(filter) }
}
