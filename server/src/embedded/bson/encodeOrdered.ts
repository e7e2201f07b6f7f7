import { BsonType, BsonValue } from './BsonValue.js'
import { floorToDouble, nextBelow, readDecimal, significantDigits } from './decimals.js'
import { ElementReader } from './ElementReader.js'
import { KeyWriter } from './KeyWriter.js'

/**
 * First byte of a value in a key, by BSON type: MongoDB's comparison order. Types that compare with each other (all
 * numbers; strings and symbols) share a byte.
 */
const ORDER = new Uint8Array(256)
ORDER[BsonType.minKey] = 0x08
ORDER[BsonType.undefined] = 0x10
ORDER[BsonType.null] = 0x18
for (const type of [BsonType.double, BsonType.int32, BsonType.int64, BsonType.decimal128]) ORDER[type] = 0x20
ORDER[BsonType.string] = ORDER[BsonType.symbol] = 0x28
ORDER[BsonType.object] = 0x30
ORDER[BsonType.array] = 0x38
ORDER[BsonType.binary] = 0x40
ORDER[BsonType.objectId] = 0x48
ORDER[BsonType.bool] = 0x50
ORDER[BsonType.date] = 0x58
ORDER[BsonType.timestamp] = 0x60
ORDER[BsonType.regex] = 0x68
ORDER[BsonType.dbPointer] = 0x70
ORDER[BsonType.code] = 0x78
ORDER[BsonType.codeWithScope] = 0x80
ORDER[BsonType.maxKey] = 0xf0

/** Where a type stands among all types; equal for types whose values compare with each other. */
export function typeOrder(type: number): number {
  return ORDER[type]!
}

/**
 * Writes a value so that comparing bytes compares values in MongoDB's order, numbers of all types by their exact
 * numeric value, and so that no encoding is a prefix of another one.
 */
export function writeOrdered(writer: KeyWriter, value: BsonValue): void {
  writer.byte(ORDER[value.type]!)
  writePayload(writer, value.type, value.bytes, value.start, value.end)
}

const scratch = new KeyWriter()

/** The ordered encoding of one value by itself. */
export function encodeOrdered(value: BsonValue): Buffer {
  scratch.length = 0
  writeOrdered(scratch, value)
  return scratch.slice()
}

function writePayload(writer: KeyWriter, type: number, bytes: Buffer, start: number, end: number): void {
  switch (type) {
    case BsonType.int32:
      writeExact(writer, bytes.readInt32LE(start))
      break
    case BsonType.double:
      writeExact(writer, bytes.readDoubleLE(start))
      break
    case BsonType.int64:
      writeLong(writer, bytes.readBigInt64LE(start))
      break
    case BsonType.decimal128:
      writeDecimal(writer, new BsonValue(type, bytes, start, end))
      break
    case BsonType.string:
    case BsonType.symbol:
    case BsonType.code:
      writer.terminated(bytes, start + 4, end - 1)
      break
    case BsonType.object:
      writeElements(writer, bytes, start, true)
      break
    case BsonType.array:
      writeElements(writer, bytes, start, false)
      break
    case BsonType.binary: // by length, then subtype, then content
      writer.reversed(bytes, start, 4)
      writer.copy(bytes, start + 4, end)
      break
    case BsonType.bool:
      writer.byte(bytes[start]!)
      break
    case BsonType.date:
      writer.signed64(bytes, start)
      break
    case BsonType.timestamp:
      writer.reversed(bytes, start, 8)
      break
    case BsonType.objectId:
      writer.copy(bytes, start, end)
      break
    case BsonType.regex: // two C strings, which hold no zero and end in one
      writer.copy(bytes, start, end)
      break
    case BsonType.dbPointer:
    case BsonType.codeWithScope:
      writer.terminated(bytes, start, end)
      break
  }
}

/** Elements one after the other: type, name, value; a zero ends them, so that a shorter document comes first. */
function writeElements(writer: KeyWriter, bytes: Buffer, start: number, named: boolean): void {
  const reader = new ElementReader(bytes, start)
  while (reader.next()) {
    writer.byte(ORDER[reader.type]!)
    if (named) writer.copy(bytes, reader.nameStart, reader.nameEnd + 1)
    writePayload(writer, reader.type, bytes, reader.valueStart, reader.valueEnd)
  }
  writer.byte(0)
}

// A number is the largest double not above it, then 0 when that is the number itself, or 1 and its decimal digits. Only
// integers beyond 2^53 and decimals ever need the digits, and equal numbers get equal bytes whatever their types.

function writeExact(writer: KeyWriter, double: number): void {
  writer.double(double)
  writer.byte(0)
}

function writeLong(writer: KeyWriter, long: bigint): void {
  const double = Number(long)
  const rounded = BigInt(double)
  if (rounded === long) {
    writeExact(writer, double)
    return
  }
  writer.double(rounded > long ? nextBelow(double) : double)
  writer.byte(1)
  writeDigits(writer, long < 0n, long < 0n ? -long : long, 0)
}

function writeDecimal(writer: KeyWriter, value: BsonValue): void {
  const decimal = readDecimal(value)
  const { double, exact } = floorToDouble(decimal)
  if (exact || decimal.kind !== 'finite') {
    writeExact(writer, double)
    return
  }
  writer.double(double)
  writer.byte(1)
  writeDigits(writer, decimal.negative, decimal.coefficient, decimal.exponent)
}

function writeDigits(writer: KeyWriter, negative: boolean, coefficient: bigint, exponent: number): void {
  const { digits, scale } = significantDigits(coefficient, exponent)
  writer.byte(negative ? 0 : 1)
  const start = writer.length
  writer.uint16(scale + 0x8000)
  const text = Buffer.from(digits, 'latin1')
  writer.copy(text, 0, text.length)
  writer.byte(0)
  if (negative) writer.invert(start)
}
