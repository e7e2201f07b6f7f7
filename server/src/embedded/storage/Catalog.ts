import { randomBytes } from 'node:crypto'
import { decodeDocument, encodeDocument } from '../bson/BsonValue.js'
import { CommandError } from '../errors.js'
import type { IndexDefinition } from '../index/IndexDefinition.js'
import { parsePath } from '../query/Path.js'
import {
  type CollectionDefinition,
  collectionOf,
  databaseOf,
  decodeCollection,
  encodeCollection,
} from './CollectionDefinition.js'
import type { Environment } from './Environment.js'
import { numberPrefix } from './recordKeys.js'

const VERSION = Buffer.from('version')
const NEXT_NUMBER = Buffer.from('next')
const NAMESPACE = 'ns\0'
const LEFTOVER = 'left\0'

/** What a dropped collection or index leaves behind until it is cleared away. */
export interface Leftover {
  table: 'records' | 'keys'
  number: number
}

/**
 * Which collections and indexes there are. Kept in the environment; a copy is held in memory and read anew whenever the
 * stored version differs, so that it is right inside a write, beside one, and after one that failed.
 */
export class Catalog {
  private version: Buffer = Buffer.alloc(0)
  private byNamespace = new Map<string, CollectionDefinition>()

  constructor(private readonly env: Environment) {}

  find(namespace: string): CollectionDefinition | undefined {
    this.refresh()
    return this.byNamespace.get(namespace)
  }

  /** Collections in order of name; of one database, or all. */
  list(database?: string): CollectionDefinition[] {
    this.refresh()
    return [...this.byNamespace.values()]
      .filter(({ namespace }) => database === undefined || databaseOf(namespace) === database)
      .sort((a, b) => (a.namespace < b.namespace ? -1 : 1))
  }

  /** Finds the collection or, within a write, makes it. */
  findOrCreate(namespace: string): CollectionDefinition {
    const found = this.find(namespace)
    if (found) return found
    validateNamespace(namespace)
    const created: CollectionDefinition = {
      namespace,
      id: this.nextNumber(),
      indexes: [idIndex(this.nextNumber())],
    }
    this.save(created)
    return created
  }

  /** Stores a changed definition; within a write. */
  save(definition: CollectionDefinition): void {
    this.refresh()
    this.env.catalog.put(Buffer.from(NAMESPACE + definition.namespace), encodeCollection(definition))
    this.byNamespace.set(definition.namespace, definition)
    this.touch()
  }

  /** Takes the collection out; its records and keys become leftovers. Within a write. */
  drop(definition: CollectionDefinition): void {
    this.refresh()
    this.env.catalog.remove(Buffer.from(NAMESPACE + definition.namespace))
    this.env.statistics.remove(numberPrefix(definition.id))
    this.byNamespace.delete(definition.namespace)
    this.addLeftover({ table: 'records', number: definition.id })
    for (const { id } of definition.indexes) this.addLeftover({ table: 'keys', number: id })
    this.touch()
  }

  addLeftover(leftover: Leftover): void {
    this.env.catalog.put(
      Buffer.from(`${LEFTOVER}${leftover.table}\0${leftover.number}`),
      encodeDocument(leftover),
    )
  }

  leftovers(): { key: Buffer; leftover: Leftover }[] {
    return [...this.entries(LEFTOVER)].map(({ key, value }) => ({
      key,
      leftover: decodeDocument(value) as unknown as Leftover,
    }))
  }

  /** A number for a collection or an index; within a write. */
  nextNumber(): number {
    const stored = this.env.catalog.get(NEXT_NUMBER)
    const number = stored ? stored.readUInt32BE(0) : 1
    this.env.catalog.put(NEXT_NUMBER, numberPrefix(number + 1))
    return number
  }

  private refresh(): void {
    const stored = this.env.catalog.get(VERSION) ?? Buffer.alloc(0)
    if (stored.equals(this.version)) return
    this.byNamespace = new Map()
    for (const { key, value } of this.entries(NAMESPACE)) {
      const namespace = key.toString('utf8', NAMESPACE.length)
      this.byNamespace.set(namespace, decodeCollection(namespace, value))
    }
    this.version = stored
  }

  private entries(prefix: string): Iterable<{ key: Buffer; value: Buffer }> {
    const start = Buffer.from(prefix)
    return this.env.catalog.getRange({ start, end: Buffer.concat([start, Buffer.from([0xff])]) })
  }

  /** Random, so that no other state of the catalog ever had this version. */
  private touch(): void {
    this.version = randomBytes(16)
    this.env.catalog.put(VERSION, this.version)
  }
}

function idIndex(id: number): IndexDefinition {
  return {
    id,
    name: '_id_',
    fields: [{ path: parsePath('_id'), descending: false }],
    unique: true,
    sparse: false,
    expireAfterSeconds: undefined,
    partial: undefined,
    multikey: [false],
    longKeys: false,
    building: false,
  }
}

/** @throws CommandError 73 */
export function validateNamespace(namespace: string): void {
  const database = databaseOf(namespace)
  const collection = collectionOf(namespace)
  validateDatabaseName(database)
  if (
    collection === '' ||
    collection.startsWith('.') ||
    collection.startsWith('system.') ||
    /[$\0]/.test(collection) ||
    Buffer.byteLength(namespace) > 255
  )
    throw new CommandError('InvalidNamespace', `Invalid namespace specified '${namespace}'`)
}

export function validateDatabaseName(database: string): void {
  if (database === '' || Buffer.byteLength(database) > 63 || /[/\\. "$\0]/.test(database))
    throw new CommandError('InvalidNamespace', `Invalid database name: '${database}'`)
}
