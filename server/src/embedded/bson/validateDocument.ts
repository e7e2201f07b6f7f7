import { BsonType, typeName } from './BsonValue.js'

/** Deeper nesting than this is refused, as MongoDB does. */
const MAX_DEPTH = 180

export class InvalidBsonError extends Error {}

/**
 * Checks that the bytes from `start` hold one well-formed document that ends at or before `limit`, so that everything
 * after may read it without checks. Looks at lengths and terminators, not at the insides of strings and binaries.
 *
 * @returns the position after the document
 * @throws InvalidBsonError
 */
export function validateDocument(bytes: Buffer, start: number, limit: number, depth = 0): number {
  if (depth > MAX_DEPTH) throw new InvalidBsonError(`documents nest deeper than ${MAX_DEPTH} levels`)
  if (limit - start < 5) throw new InvalidBsonError('a document is cut off')
  const size = bytes.readInt32LE(start)
  const end = start + size
  if (size < 5 || end > limit) throw new InvalidBsonError(`a document claims ${size} bytes`)
  if (bytes[end - 1] !== 0) throw new InvalidBsonError('a document has no terminator')
  let position = start + 4
  while (position < end - 1) {
    const type = bytes[position++]!
    position = endOfCString(bytes, position, end)
    position = validateValue(type, bytes, position, end - 1, depth)
  }
  if (position !== end - 1) throw new InvalidBsonError('a document ends in the middle of an element')
  return end
}

function validateValue(type: number, bytes: Buffer, position: number, limit: number, depth: number): number {
  switch (type) {
    case BsonType.double:
    case BsonType.date:
    case BsonType.timestamp:
    case BsonType.int64:
      return advance(position, 8, limit)
    case BsonType.string:
    case BsonType.code:
    case BsonType.symbol:
      return endOfString(bytes, position, limit)
    case BsonType.object:
    case BsonType.array:
      return validateDocument(bytes, position, limit, depth + 1)
    case BsonType.binary: {
      const size = lengthAt(bytes, position, limit)
      return advance(position, 5 + size, limit)
    }
    case BsonType.undefined:
    case BsonType.null:
    case BsonType.minKey:
    case BsonType.maxKey:
      return position
    case BsonType.objectId:
      return advance(position, 12, limit)
    case BsonType.bool:
      return advance(position, 1, limit)
    case BsonType.int32:
      return advance(position, 4, limit)
    case BsonType.decimal128:
      return advance(position, 16, limit)
    case BsonType.regex:
      return endOfCString(bytes, endOfCString(bytes, position, limit), limit)
    case BsonType.dbPointer:
      return advance(endOfString(bytes, position, limit), 12, limit)
    case BsonType.codeWithScope: {
      const end = advance(position, lengthAt(bytes, position, limit), limit)
      const scope = endOfString(bytes, position + 4, end)
      if (validateDocument(bytes, scope, end, depth + 1) !== end)
        throw new InvalidBsonError('code with scope has a wrong length')
      return end
    }
    default:
      throw new InvalidBsonError(`an element has the ${typeName(type)}`)
  }
}

function endOfCString(bytes: Buffer, position: number, limit: number): number {
  for (let at = position; at < limit; at++) if (bytes[at] === 0) return at + 1
  throw new InvalidBsonError('a name is not terminated')
}

function endOfString(bytes: Buffer, position: number, limit: number): number {
  const size = lengthAt(bytes, position, limit)
  const end = advance(position, 4 + size, limit)
  if (size < 1 || bytes[end - 1] !== 0) throw new InvalidBsonError('a string is not terminated')
  return end
}

function lengthAt(bytes: Buffer, position: number, limit: number): number {
  if (limit - position < 4) throw new InvalidBsonError('a length is cut off')
  const size = bytes.readInt32LE(position)
  if (size < 0) throw new InvalidBsonError('a length is negative')
  return size
}

function advance(position: number, size: number, limit: number): number {
  const end = position + size
  if (end > limit) throw new InvalidBsonError('a value runs past its document')
  return end
}
