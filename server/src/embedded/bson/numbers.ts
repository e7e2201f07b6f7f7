import { BsonType, type BsonValue } from './BsonValue.js'
import { floorToDouble, readDecimal } from './decimals.js'

export function isNumeric(type: number): boolean {
  return (
    type === BsonType.int32 ||
    type === BsonType.double ||
    type === BsonType.int64 ||
    type === BsonType.decimal128
  )
}

/** A numeric value as a double, rounded where it must be; undefined for what is no number. */
export function numberOf(value: BsonValue): number | undefined {
  switch (value.type) {
    case BsonType.int32:
      return value.bytes.readInt32LE(value.start)
    case BsonType.double:
      return value.bytes.readDoubleLE(value.start)
    case BsonType.int64:
      return Number(value.bytes.readBigInt64LE(value.start))
    case BsonType.decimal128:
      return floorToDouble(readDecimal(value)).double
    default:
      return undefined
  }
}

/** A numeric value as an integer; undefined when it has a fraction or is no number. */
export function integerOf(value: BsonValue): number | undefined {
  const number = numberOf(value)
  return number !== undefined && Number.isInteger(number) ? number : undefined
}

/** Whether a value counts as true in an option: true, or a number other than zero. */
export function truthOf(value: BsonValue): boolean {
  if (value.type === BsonType.bool) return value.bytes[value.start] !== 0
  const number = numberOf(value)
  return number === undefined
    ? value.type !== BsonType.null && value.type !== BsonType.undefined
    : number !== 0
}

export function isNaNValue(value: BsonValue): boolean {
  return isNumeric(value.type) && Number.isNaN(numberOf(value))
}
