import { BsonType, BsonValue } from '../bson/BsonValue.js'
import { numberOf } from '../bson/numbers.js'
import { CommandError, unsupported } from '../errors.js'

type Operation = 'add' | 'multiply'

const MIN_LONG = -(2n ** 63n)
const MAX_LONG = 2n ** 63n - 1n

/**
 * Adds or multiplies two numbers as MongoDB does: the result has the wider type, and 32-bit integers that overflow become
 * 64-bit ones.
 *
 * @throws CommandError 2 when a 64-bit integer overflows
 */
export function calculate(operation: Operation, a: BsonValue, b: BsonValue): BsonValue {
  if (a.type === BsonType.decimal128 || b.type === BsonType.decimal128)
    throw unsupported('arithmetic with Decimal128 in updates')
  if (a.type === BsonType.double || b.type === BsonType.double) {
    const [left, right] = [numberOf(a)!, numberOf(b)!]
    return doubleValue(operation === 'add' ? left + right : left * right)
  }
  const [left, right] = [integer(a), integer(b)]
  const result = operation === 'add' ? left + right : left * right
  if (result < MIN_LONG || result > MAX_LONG)
    throw new CommandError(
      'BadValue',
      `Failed to apply the update: the integer result ${result} does not fit in 64 bits`,
    )
  const wide = a.type === BsonType.int64 || b.type === BsonType.int64
  return wide || result < -(2n ** 31n) || result >= 2n ** 31n ? longValue(result) : intValue(Number(result))
}

/** `$bit` on integers. */
export function calculateBits(operation: 'and' | 'or' | 'xor', a: BsonValue, b: BsonValue): BsonValue {
  const [left, right] = [integer(a), integer(b)]
  const result = operation === 'and' ? left & right : operation === 'or' ? left | right : left ^ right
  return a.type === BsonType.int64 || b.type === BsonType.int64 ? longValue(result) : intValue(Number(result))
}

/** Zero in the type of `value`. */
export function zeroLike(value: BsonValue): BsonValue {
  switch (value.type) {
    case BsonType.double:
      return doubleValue(0)
    case BsonType.int64:
      return longValue(0n)
    default:
      return intValue(0)
  }
}

function integer(value: BsonValue): bigint {
  return value.type === BsonType.int64
    ? value.bytes.readBigInt64LE(value.start)
    : BigInt(value.bytes.readInt32LE(value.start))
}

function intValue(value: number): BsonValue {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeInt32LE(value)
  return new BsonValue(BsonType.int32, bytes, 0, 4)
}

function longValue(value: bigint): BsonValue {
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeBigInt64LE(value)
  return new BsonValue(BsonType.int64, bytes, 0, 8)
}

function doubleValue(value: number): BsonValue {
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeDoubleLE(value)
  return new BsonValue(BsonType.double, bytes, 0, 8)
}
