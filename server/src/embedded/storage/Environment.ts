import { join } from 'node:path'
import { type Database, type DatabaseOptions, open, type RootDatabase } from 'lmdb'
import { errorOfCommit, isFailedCommit } from './failedCommit.js'
import { recordNumber } from './recordKeys.js'

/** The one file of a store, beside LMDB's lock file. */
export const STORE_FILE = 'store.mdb'

/** An ordered map from bytes. Writes belong inside {@link Environment.write}. */
export type Table<V = Buffer> = Database<V, Buffer>

/** Keys are small and many: they are cut from pooled memory. */
const pooledKeys = {
  writeKey(key: Buffer, target: Buffer, start: number): number {
    target.set(key, start)
    return start + key.length
  },
  readKey(source: Buffer, start: number, end: number): Buffer {
    const key = Buffer.allocUnsafe(end - start)
    source.copy(key, 0, start, end)
    return key
  },
}

/** A value where LMDB's reader put it: good until the next access to any table. */
const borrowed = {
  encode: (value: Buffer) => value,
  decode: (bytes: Buffer) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
}

const recordNumbers = {
  encode: recordNumber,
  decode: (bytes: Buffer) => bytes.readUIntBE(0, 6),
}

/**
 * The LMDB environment: four tables in one file.
 *
 * Reads see the last commit (inside a write, the write itself). Writes that are asked for while a commit is under way
 * share the next one, so that many clients cost one fsync.
 */
export class Environment {
  /**
   * Documents: collection number, record number → BSON. `get` and `getRange` lend the document until the next access to
   * a table; `getBinary` hands out a copy.
   */
  readonly records: Table
  /** Indexes: index number, ordered values (, record number) → record number. */
  readonly keys: Table<number>
  /** Names, definitions, what is left to clear away. */
  readonly catalog: Table
  /** Counts and sizes per collection. */
  readonly statistics: Table
  private readonly root: RootDatabase<Buffer, Buffer>

  constructor(readonly path: string) {
    this.root = open<Buffer, Buffer>({
      path: join(path, STORE_FILE),
      noSubdir: true,
      encoding: 'binary',
      keyEncoding: 'binary',
      maxDbs: 8,
      // a commit is answered only after fsync; overlapping it with the next commit would answer earlier
      overlappingSync: false,
    })
    this.records = this.table('records', borrowed)
    this.keys = this.table('keys', recordNumbers)
    this.catalog = this.table('catalog')
    this.statistics = this.table('statistics')
  }

  private table<V = Buffer>(name: string, encoder?: { encode(value: V): Buffer }): Table<V> {
    const options = { name, encoding: 'binary', keyEncoder: pooledKeys, ...(encoder && { encoder }) }
    return this.root.openDB<V, Buffer>(options as DatabaseOptions & { name: string })
  }

  /**
   * Runs `action` in a transaction; resolves once its writes are on disk. When it throws, none of its writes happen.
   *
   * @param action synchronous; sees its own writes and all that came before
   */
  async write<T>(action: () => T): Promise<T> {
    try {
      return (await this.root.childTransaction(action)) as T
    } catch (error) {
      throw isFailedCommit(error) ? await errorOfCommit(error) : error
    }
  }

  /** Bytes of the file that hold data, and the file's size. */
  size(): { used: number; file: number } {
    const stats = this.root.getStats() as {
      pageSize: number
      lastPageNumber: number
      free: { entryCount: number }
    }
    const tables = [this.records, this.keys, this.catalog, this.statistics].map(
      (table) => table.getStats() as Record<string, number>,
    )
    const pages = tables.reduce(
      (sum, each) => sum + each.treeBranchPageCount! + each.treeLeafPageCount! + each.overflowPages!,
      0,
    )
    return { used: pages * stats.pageSize, file: (stats.lastPageNumber + 1) * stats.pageSize }
  }

  async close(): Promise<void> {
    await this.root.close()
  }
}
