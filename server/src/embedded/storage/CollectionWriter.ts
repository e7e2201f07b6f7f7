import { type BsonValue, documentValue } from '../bson/BsonValue.js'
import type { IndexDefinition } from '../index/IndexDefinition.js'
import { type DocumentKeys, indexKeys } from '../index/indexKeys.js'
import type { Catalog } from './Catalog.js'
import type { CollectionDefinition } from './CollectionDefinition.js'
import { duplicateKeyError } from './duplicateKeyError.js'
import type { Environment } from './Environment.js'
import { recordKey, recordNumber } from './recordKeys.js'
import { Statistics } from './Statistics.js'

/**
 * Changes documents of one collection and keeps its indexes in step. Lives within one write: everything that can be
 * refused is checked before the first byte is put, so that a document is written whole or not at all.
 */
export class CollectionWriter {
  private readonly statistics: Statistics

  constructor(
    private readonly env: Environment,
    private readonly catalog: Catalog,
    public definition: CollectionDefinition,
  ) {
    this.statistics = Statistics.read(env, definition.id)
  }

  /**
   * @returns the record's number
   * @throws CommandError 11000, 171
   */
  insert(document: Buffer): number {
    const { indexes } = this.definition
    const value = documentValue(document)
    const keys = indexes.map((index) => indexKeys(index, value))
    indexes.forEach((index, i) => {
      this.checkUnique(index, keys[i]!.keys, undefined, value)
    })
    const record = this.statistics.nextRecord++
    this.env.records.put(recordKey(this.definition.id, record), document)
    this.statistics.countDocument(document.length, 1)
    indexes.forEach((index, i) => {
      for (const key of keys[i]!.keys) this.putKey(index, key, record)
    })
    this.noteShape(keys)
    return record
  }

  /** @throws CommandError 11000, 171 */
  replace(record: number, before: Buffer, after: Buffer): void {
    const { indexes } = this.definition
    const oldValue = documentValue(before)
    const newValue = documentValue(after)
    const keys = indexes.map((index) => indexKeys(index, newValue))
    const changes = indexes.map((index, i) => difference(indexKeys(index, oldValue).keys, keys[i]!.keys))
    indexes.forEach((index, i) => {
      this.checkUnique(index, changes[i]!.added, record, newValue)
    })
    this.env.records.put(recordKey(this.definition.id, record), after)
    this.statistics.countDocument(before.length, -1)
    this.statistics.countDocument(after.length, 1)
    indexes.forEach((index, i) => {
      for (const key of changes[i]!.removed) this.removeKey(index, key, record)
      for (const key of changes[i]!.added) this.putKey(index, key, record)
    })
    this.noteShape(keys)
  }

  remove(record: number, document: Buffer): void {
    const value = documentValue(document)
    for (const index of this.definition.indexes)
      for (const key of indexKeys(index, value).keys) this.removeKey(index, key, record)
    this.env.records.remove(recordKey(this.definition.id, record))
    this.statistics.countDocument(document.length, -1)
  }

  /** Adds a stored document to an index that is being built. Doing it twice does no harm. */
  addToIndex(index: IndexDefinition, record: number, document: Buffer): void {
    const value = documentValue(document)
    const keys = this.definition.indexes.map((each) =>
      each.id === index.id ? indexKeys(each, value) : { keys: [], multikey: undefined, cut: false },
    )
    const all = keys.flatMap((each) => each.keys)
    this.checkUnique(index, all, record, value)
    for (const key of all)
      if (!this.env.keys.doesExist(fullKey(index, key, record))) this.putKey(index, key, record)
    this.noteShape(keys)
  }

  /** Writes the counts; the last thing to do. */
  finish(): void {
    this.statistics.write(this.env, this.definition.id)
  }

  private checkUnique(
    index: IndexDefinition,
    keys: Buffer[],
    own: number | undefined,
    document: BsonValue,
  ): void {
    if (!index.unique) return
    for (const key of keys) {
      const holder = this.env.keys.get(key)
      if (holder !== undefined && holder !== own)
        throw duplicateKeyError(this.definition.namespace, index, key, document)
    }
  }

  private putKey(index: IndexDefinition, key: Buffer, record: number): void {
    const full = fullKey(index, key, record)
    this.env.keys.put(full, record)
    this.statistics.countKey(index.id, full.length + 6, 1)
  }

  private removeKey(index: IndexDefinition, key: Buffer, record: number): void {
    const full = fullKey(index, key, record)
    // an index that is still being built may not have it yet, or have it for another document
    if (index.building && this.env.keys.get(full) !== record) return
    this.env.keys.remove(full)
    this.statistics.countKey(index.id, full.length + 6, -1)
  }

  /** Notes in the catalog when an index meets its first array or its first key that is too long. */
  private noteShape(keys: DocumentKeys[]): void {
    const { indexes } = this.definition
    const changed = keys.some(
      ({ multikey, cut }, i) =>
        (cut && !indexes[i]!.longKeys) ||
        multikey?.some((crossed, field) => crossed && !indexes[i]!.multikey[field]),
    )
    if (!changed) return
    this.definition = {
      ...this.definition,
      indexes: indexes.map((index, i) => ({
        ...index,
        longKeys: index.longKeys || keys[i]!.cut,
        multikey: index.multikey.map((was, field) => was || (keys[i]!.multikey?.[field] ?? false)),
      })),
    }
    this.catalog.save(this.definition)
  }
}

/** Keys of one value in several records differ by the record's number; in a unique index there is one only. */
function fullKey(index: IndexDefinition, key: Buffer, record: number): Buffer {
  return index.unique ? key : Buffer.concat([key, recordNumber(record)])
}

function difference(before: Buffer[], after: Buffer[]): { removed: Buffer[]; added: Buffer[] } {
  return {
    removed: before.filter((key) => !after.some((other) => other.equals(key))),
    added: after.filter((key) => !before.some((other) => other.equals(key))),
  }
}
