import { BsonType, type BsonValue } from '../bson/BsonValue.js'
import { ElementReader } from '../bson/ElementReader.js'
import { integerOf } from '../bson/numbers.js'
import { CommandError } from '../errors.js'

/** The bits that `$bitsAllSet` and its kin ask about: from a list of positions, an integer mask or a binary mask. */
export function bitPositions(name: string, value: BsonValue): number[] {
  if (value.type === BsonType.array) {
    const positions: number[] = []
    const reader = new ElementReader(value.bytes, value.start)
    while (reader.next()) {
      const position = integerOf(reader.value)
      if (position === undefined || position < 0)
        throw new CommandError('BadValue', `bit positions of ${name} must be integers from 0`)
      positions.push(position)
    }
    return positions
  }
  if (value.type === BsonType.binary) return bitsOf(value.bytes.subarray(value.start + 5, value.end))
  const mask = integerOf(value)
  if (mask === undefined || mask < 0)
    throw new CommandError('BadValue', `${name} takes an Array, a number, or a BinData but received neither`)
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(BigInt(mask))
  return bitsOf(bytes)
}

/** Whether a value has a bit set; undefined for what has no bits. */
export function bitTester(value: BsonValue): ((position: number) => boolean) | undefined {
  if (value.type === BsonType.binary) {
    const bytes = value.bytes.subarray(value.start + 5, value.end)
    return (position) => ((bytes[position >> 3] ?? 0) & (1 << (position & 7))) !== 0
  }
  if (value.type === BsonType.int64) return testInteger(value.bytes.readBigInt64LE(value.start))
  const integer = integerOf(value)
  if (integer === undefined || Math.abs(integer) >= 2 ** 63) return undefined
  return testInteger(BigInt(integer))
}

/** Two's complement, sign extended. */
function testInteger(integer: bigint): (position: number) => boolean {
  return (position) => ((integer >> BigInt(Math.min(position, 63))) & 1n) === 1n
}

function bitsOf(bytes: Buffer): number[] {
  const positions: number[] = []
  for (let i = 0; i < bytes.length * 8; i++) if (bytes[i >> 3]! & (1 << (i & 7))) positions.push(i)
  return positions
}
