/** The key of a record: collection number (4 bytes), record number (6 bytes). */
export function recordKey(collection: number, record: number): Buffer {
  const key = Buffer.allocUnsafe(10)
  key.writeUInt32BE(collection, 0)
  key.writeUIntBE(record, 4, 6)
  return key
}

/** The record number at the end of a key. */
export function recordOf(key: Buffer): number {
  return key.readUIntBE(key.length - 6, 6)
}

/** A record number as it ends a key, and as the value in an index. */
export function recordNumber(record: number): Buffer {
  const number = Buffer.allocUnsafe(6)
  number.writeUIntBE(record, 0, 6)
  return number
}

/** The end of all keys that begin with a collection's or an index's number. */
export function endOfPrefix(number: number): Buffer {
  return numberPrefix(number + 1)
}

export function numberPrefix(number: number): Buffer {
  const key = Buffer.allocUnsafe(4)
  key.writeUInt32BE(number, 0)
  return key
}
