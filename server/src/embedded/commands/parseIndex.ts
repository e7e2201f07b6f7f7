import { BsonType, type BsonValue, textOf } from '../bson/BsonValue.js'
import { fieldsOf } from '../bson/ElementReader.js'
import { integerOf, numberOf } from '../bson/numbers.js'
import { CommandError, unsupported } from '../errors.js'
import type { IndexDefinition, IndexField } from '../index/IndexDefinition.js'
import { parsePath } from '../query/Path.js'
import { partialFilter } from '../storage/CollectionDefinition.js'
import { readFields } from './Command.js'

/** An index as it is asked for: without number and without anything that comes with documents. */
export type IndexSpec = Omit<IndexDefinition, 'id' | 'multikey' | 'longKeys' | 'building'>

/** Options that would change what the index does, and that the store has no means for. */
const UNSUPPORTED = [
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'bucketSize',
  'wildcardProjection',
  'hidden',
  'storageEngine',
] as const

/** Reads one entry of `indexes`. */
export function parseIndex(value: BsonValue): IndexSpec {
  const args = readFields('createIndexes.indexes', fieldsOf(value), {
    key: 'document',
    name: 'string',
    unique: 'boolean',
    sparse: 'boolean',
    expireAfterSeconds: 'value',
    partialFilterExpression: 'document',
    background: 'boolean',
    v: 'integer',
    ns: 'string',
    ...Object.fromEntries(UNSUPPORTED.map((name) => [name, 'value' as const])),
  })
  for (const name of UNSUPPORTED)
    if (
      (args as Record<string, unknown>)[name] !== undefined &&
      !isFalse((args as Record<string, BsonValue>)[name]!)
    )
      throw unsupported(`the index option ${name}`)
  if (!args.key)
    throw new CommandError(
      'FailedToParse',
      "The 'key' field is a required property of an index specification",
    )
  if (!args.name)
    throw new CommandError(
      'FailedToParse',
      "The 'name' field is a required property of an index specification",
    )
  const fields = parseKey(args.key)
  if (args.sparse && args.partialFilterExpression)
    throw new CommandError('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options')
  return {
    name: args.name,
    fields,
    unique: args.unique ?? false,
    sparse: args.sparse ?? false,
    expireAfterSeconds: parseExpiry(args.expireAfterSeconds, fields),
    partial: args.partialFilterExpression && partialFilter(Buffer.from(args.partialFilterExpression.raw())),
  }
}

function isFalse(value: BsonValue): boolean {
  return value.type === BsonType.bool && value.bytes[value.start] === 0
}

/** The fields of an index's key, or of a hint that names one. */
export function parseKey(key: BsonValue): IndexField[] {
  const fields = [...fieldsOf(key)].map(([name, value]) => {
    if (value.type === BsonType.string) throw unsupported(`an index of type '${textOf(value)}'`)
    const direction = numberOf(value)
    if (direction === undefined || direction === 0 || Number.isNaN(direction))
      throw new CommandError(
        'CannotCreateIndex',
        `Values in v:2 index key pattern cannot be of type other than number, nor 0: '${name}'`,
      )
    return { path: indexPath(name), descending: direction < 0 }
  })
  if (fields.length === 0) throw new CommandError('CannotCreateIndex', 'Index keys cannot be an empty object')
  if (fields.length > 32) throw new CommandError('CannotCreateIndex', 'An index can hold at most 32 fields')
  return fields
}

function indexPath(name: string) {
  const path = parsePath(name)
  if (path.parts.some((part) => part.name === ''))
    throw new CommandError('CannotCreateIndex', `Index keys cannot contain an empty field: '${name}'`)
  if (name.includes('$')) throw unsupported(`an index on '${name}'`)
  if (path.parts.some((part) => part.index >= 0))
    throw unsupported(`an index on an array position ('${name}')`)
  return path
}

function parseExpiry(value: BsonValue | undefined, fields: readonly IndexField[]): number | undefined {
  if (!value) return undefined
  const seconds = integerOf(value)
  if (seconds === undefined || seconds < 0 || seconds > 2 ** 31 - 1)
    throw new CommandError(
      'CannotCreateIndex',
      "TTL index 'expireAfterSeconds' option must be an integer within 0 to 2147483647",
    )
  if (fields.length > 1)
    throw new CommandError(
      'CannotCreateIndex',
      'TTL indexes are single-field indexes, compound indexes do not support TTL',
    )
  if (fields[0]!.path.text === '_id')
    throw new CommandError(
      'InvalidIndexSpecificationOption',
      "The field 'expireAfterSeconds' is not valid for an _id index specification",
    )
  return seconds
}

/** Whether two indexes are the same but for their names. */
export function sameOptions(a: IndexSpec, b: IndexSpec): boolean {
  return (
    a.unique === b.unique &&
    a.sparse === b.sparse &&
    a.expireAfterSeconds === b.expireAfterSeconds &&
    Buffer.compare(a.partial?.document ?? NONE, b.partial?.document ?? NONE) === 0
  )
}

const NONE = Buffer.alloc(0)
