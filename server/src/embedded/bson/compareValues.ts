import { BsonType, type BsonValue } from './BsonValue.js'
import { encodeOrdered, typeOrder } from './encodeOrdered.js'

/** Compares two values in MongoDB's order: below zero, zero, above zero. */
export function compareValues(a: BsonValue, b: BsonValue): number {
  const order = typeOrder(a.type) - typeOrder(b.type)
  if (order !== 0) return order
  if (a.type === b.type) {
    switch (a.type) {
      case BsonType.int32:
        return a.bytes.readInt32LE(a.start) - b.bytes.readInt32LE(b.start)
      case BsonType.string:
        return a.bytes.compare(b.bytes, b.start + 4, b.end - 1, a.start + 4, a.end - 1)
      case BsonType.objectId:
      case BsonType.bool:
        return a.bytes.compare(b.bytes, b.start, b.end, a.start, a.end)
      case BsonType.date:
      case BsonType.int64:
        return compareBigInts(a.bytes.readBigInt64LE(a.start), b.bytes.readBigInt64LE(b.start))
      case BsonType.binary:
        return (
          a.end - a.start - (b.end - b.start) ||
          a.bytes.compare(b.bytes, b.start + 4, b.end, a.start + 4, a.end)
        )
      case BsonType.null:
      case BsonType.undefined:
      case BsonType.minKey:
      case BsonType.maxKey:
        return 0
    }
  }
  if (isDoubleOrInt32(a.type) && isDoubleOrInt32(b.type)) return compareDoubles(doubleAt(a), doubleAt(b))
  return encodeOrdered(a).compare(encodeOrdered(b))
}

/** NaN equals itself and stands below every other number. */
function compareDoubles(a: number, b: number): number {
  if (a < b) return -1
  if (a > b) return 1
  if (a === b) return 0
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : 1
}

function compareBigInts(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function isDoubleOrInt32(type: number): boolean {
  return type === BsonType.double || type === BsonType.int32
}

function doubleAt(value: BsonValue): number {
  return value.type === BsonType.int32
    ? value.bytes.readInt32LE(value.start)
    : value.bytes.readDoubleLE(value.start)
}
