import type { Environment } from './Environment.js'
import { numberPrefix } from './recordKeys.js'

/** Counts and sizes of a collection, written along with its documents so that they are always exact. */
export class Statistics {
  /** Number of the next record. */
  nextRecord = 1
  documents = 0
  /** Sum of the documents' BSON sizes. */
  bytes = 0
  /** Sum of the pages and page parts that the documents take up. */
  storageBytes = 0
  /** Bytes of keys and values per index number. */
  readonly indexBytes = new Map<number, number>()

  static read(env: Environment, collection: number): Statistics {
    const statistics = new Statistics()
    const stored = env.statistics.get(numberPrefix(collection))
    if (!stored) return statistics
    statistics.nextRecord = stored.readDoubleLE(0)
    statistics.documents = stored.readDoubleLE(8)
    statistics.bytes = stored.readDoubleLE(16)
    statistics.storageBytes = stored.readDoubleLE(24)
    for (let at = 32; at < stored.length; at += 16)
      statistics.indexBytes.set(stored.readDoubleLE(at), stored.readDoubleLE(at + 8))
    return statistics
  }

  write(env: Environment, collection: number): void {
    const bytes = Buffer.allocUnsafe(32 + this.indexBytes.size * 16)
    bytes.writeDoubleLE(this.nextRecord, 0)
    bytes.writeDoubleLE(this.documents, 8)
    bytes.writeDoubleLE(this.bytes, 16)
    bytes.writeDoubleLE(this.storageBytes, 24)
    let at = 32
    for (const [index, size] of this.indexBytes) {
      at = bytes.writeDoubleLE(index, at)
      at = bytes.writeDoubleLE(size, at)
    }
    env.statistics.put(numberPrefix(collection), bytes)
  }

  /** @param sign 1 for a document that comes, -1 for one that goes */
  countDocument(size: number, sign: 1 | -1): void {
    this.documents += sign
    this.bytes += sign * size
    this.storageBytes += sign * storedSize(size)
  }

  countKey(index: number, size: number, sign: 1 | -1): void {
    this.indexBytes.set(index, (this.indexBytes.get(index) ?? 0) + sign * (size + NODE_OVERHEAD))
  }
}

const PAGE = 4096
const PAGE_HEADER = 24
const NODE_OVERHEAD = 16

/** What LMDB takes for a value: a part of a page, or whole pages when it is large. */
function storedSize(size: number): number {
  if (size + NODE_OVERHEAD <= PAGE / 2 - PAGE_HEADER) return size + NODE_OVERHEAD
  return Math.ceil((size + PAGE_HEADER) / PAGE) * PAGE
}
