import { BsonType, BsonValue } from './BsonValue.js'

/**
 * Walks the elements of a document or array in place. The fields describe the current element until the next call of
 * {@link next}. Expects bytes that passed `validateDocument`.
 */
export class ElementReader {
  type = 0
  nameStart = 0
  nameEnd = 0
  valueStart = 0
  valueEnd = 0
  private position: number

  constructor(
    readonly bytes: Buffer,
    start = 0,
  ) {
    this.position = start + 4
  }

  /** Moves to the next element; false at the end. */
  next(): boolean {
    const bytes = this.bytes
    let position = this.position
    const type = bytes[position]!
    if (type === 0) return false
    this.type = type
    this.nameStart = ++position
    while (bytes[position] !== 0) position++
    this.nameEnd = position
    this.valueStart = ++position
    this.valueEnd = this.position = position + valueSize(type, bytes, position)
    return true
  }

  get name(): string {
    return this.bytes.toString('utf8', this.nameStart, this.nameEnd)
  }

  get value(): BsonValue {
    return new BsonValue(this.type, this.bytes, this.valueStart, this.valueEnd)
  }

  nameIs(name: Buffer): boolean {
    const { bytes, nameStart } = this
    const length = name.length
    if (this.nameEnd - nameStart !== length) return false
    for (let i = 0; i < length; i++) if (bytes[nameStart + i] !== name[i]) return false
    return true
  }
}

/** The field called `name` of the document at `start`, or undefined. */
export function findField(bytes: Buffer, start: number, name: Buffer): BsonValue | undefined {
  const reader = new ElementReader(bytes, start)
  while (reader.next()) if (reader.nameIs(name)) return reader.value
  return undefined
}

/** The elements of an array, or the values of a document. */
export function elementsOf(value: BsonValue): BsonValue[] {
  const elements: BsonValue[] = []
  const reader = new ElementReader(value.bytes, value.start)
  while (reader.next()) elements.push(reader.value)
  return elements
}

/** The fields of a document by name. */
export function fieldsOf(value: BsonValue): Map<string, BsonValue> {
  const fields = new Map<string, BsonValue>()
  const reader = new ElementReader(value.bytes, value.start)
  while (reader.next()) fields.set(reader.name, reader.value)
  return fields
}

/** How many bytes a value of `type` takes at `position`. */
export function valueSize(type: number, bytes: Buffer, position: number): number {
  switch (type) {
    case BsonType.double:
    case BsonType.date:
    case BsonType.timestamp:
    case BsonType.int64:
      return 8
    case BsonType.string:
    case BsonType.code:
    case BsonType.symbol:
      return 4 + bytes.readInt32LE(position)
    case BsonType.object:
    case BsonType.array:
    case BsonType.codeWithScope:
      return bytes.readInt32LE(position)
    case BsonType.binary:
      return 5 + bytes.readInt32LE(position)
    case BsonType.objectId:
      return 12
    case BsonType.bool:
      return 1
    case BsonType.int32:
      return 4
    case BsonType.decimal128:
      return 16
    case BsonType.regex:
      return bytes.indexOf(0, bytes.indexOf(0, position) + 1) + 1 - position
    case BsonType.dbPointer:
      return 16 + bytes.readInt32LE(position)
    default:
      return 0
  }
}
