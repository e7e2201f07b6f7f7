import { deserialize, serialize } from 'bson'

/** The type bytes of BSON (bsonspec.org). */
export const BsonType = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binary: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  code: 13,
  symbol: 14,
  codeWithScope: 15,
  int32: 16,
  timestamp: 17,
  int64: 18,
  decimal128: 19,
  minKey: 255,
  maxKey: 127,
} as const

/**
 * One BSON value where it stands in a buffer. The store works on these throughout, so that a value keeps its exact type
 * and bytes from the client to the disk and back, and nothing is decoded that nobody looks at.
 */
export class BsonValue {
  constructor(
    readonly type: number,
    readonly bytes: Buffer,
    readonly start: number,
    readonly end: number,
  ) {}

  /** The value's own bytes, without type and name. Shares memory. */
  raw(): Buffer {
    return this.bytes.subarray(this.start, this.end)
  }
}

/** A whole document as a value. */
export function documentValue(bytes: Buffer): BsonValue {
  return new BsonValue(BsonType.object, bytes, 0, bytes.length)
}

/** Encodes any JavaScript value that `bson` knows. */
export function encodeValue(value: unknown): BsonValue {
  const bytes = asBuffer(serialize({ '': value }))
  return new BsonValue(bytes[4]!, bytes, 6, bytes.length - 1)
}

/** Encodes a plain object. */
export function encodeDocument(document: object): Buffer {
  return asBuffer(serialize(document))
}

/** Decodes to what a driver shows by default, except that 64-bit integers beyond 2^53 and regular expressions keep their BSON class. */
export function decodeDocument(bytes: Uint8Array): Record<string, unknown> {
  return deserialize(bytes, { bsonRegExp: true })
}

/** Decodes one value as {@link decodeDocument} does. */
export function decodeValue(value: BsonValue): unknown {
  const size = value.end - value.start
  const bytes = Buffer.allocUnsafe(size + 7)
  bytes.writeInt32LE(bytes.length, 0)
  bytes[4] = value.type
  bytes[5] = 0
  value.bytes.copy(bytes, 6, value.start, value.end)
  bytes[bytes.length - 1] = 0
  return decodeDocument(bytes)['']
}

/** The text of a string, symbol or code value. */
export function textOf(value: BsonValue): string {
  return value.bytes.toString('utf8', value.start + 4, value.end - 1)
}

/** What a type is called in error messages and in `$type`. */
export function typeName(type: number): string {
  return TYPE_NAMES[type] ?? `unknown type ${type}`
}

/** Type bytes by their `$type` alias; `number` is handled by the caller. */
export const TYPE_ALIASES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    double: 1,
    string: 2,
    object: 3,
    array: 4,
    binData: 5,
    undefined: 6,
    objectId: 7,
    bool: 8,
    date: 9,
    null: 10,
    regex: 11,
    dbPointer: 12,
    javascript: 13,
    symbol: 14,
    javascriptWithScope: 15,
    int: 16,
    timestamp: 17,
    long: 18,
    decimal: 19,
    minKey: 255,
    maxKey: 127,
  }),
)

const TYPE_NAMES: Record<number, string> = Object.fromEntries(
  [...TYPE_ALIASES].map(([name, type]) => [type, name]),
)

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
