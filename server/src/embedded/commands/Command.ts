import { BsonType, type BsonValue, encodeDocument, textOf, typeName } from '../bson/BsonValue.js'
import { fieldsOf } from '../bson/ElementReader.js'
import { integerOf, isNumeric, truthOf } from '../bson/numbers.js'
import { CommandError, unsupported } from '../errors.js'
import type { Store } from '../Store.js'

/** One command as it came in. */
export interface Command {
  name: string
  /** The database that it is for. */
  database: string
  /** The fields of its document, the command itself being the first. */
  fields: ReadonlyMap<string, BsonValue>
  /** Documents that came beside it: `documents`, `updates`, `deletes`. */
  sequences: ReadonlyMap<string, Buffer[]>
  connection: number
}

/** The answer: one BSON document, in pieces. */
export type Answer = Buffer[]

export type CommandHandler = (store: Store, command: Command) => Answer | Promise<Answer>

/** An answer that has nothing to say but this. */
export function answer(fields: object): Answer {
  return [encodeDocument({ ...fields, ok: 1 })]
}

/** What every command may carry and the store need not act on: one node, no transactions, every write durable. */
const COMMON = new Set([
  '$db',
  '$clusterTime',
  '$readPreference',
  'lsid',
  'txnNumber',
  'readConcern',
  'writeConcern',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'comment',
  'maxTimeMS',
  'mayBypassWriteBlocking',
])

interface Kinds {
  document: BsonValue
  array: BsonValue
  value: BsonValue
  integer: number
  boolean: boolean
  string: string
}

type Spec = Record<string, keyof Kinds>
export type Arguments<S extends Spec> = { [K in keyof S]?: Kinds[S[K]] }

/**
 * The arguments of a command by name and type. A null counts as absent.
 *
 * @throws CommandError 40415 for an argument that is not in `spec`, 14 for one of the wrong type
 */
export function readArguments<const S extends Spec>(command: Command, spec: S): Arguments<S> {
  return readFields(command.name, command.fields, spec, [command.name])
}

/** The same for a document within a command, such as one statement of an update. */
export function readFields<const S extends Spec>(
  owner: string,
  fields: ReadonlyMap<string, BsonValue>,
  spec: S,
  ignored: readonly string[] = [],
): Arguments<S> {
  const found: Record<string, unknown> = {}
  for (const [name, value] of fields) {
    if (ignored.includes(name) || COMMON.has(name)) continue
    refuseTransaction(name, value)
    if (name === 'collation') {
      refuseCollation(value)
      continue
    }
    const kind = spec[name]
    if (!kind) throw new CommandError('UnknownField', `BSON field '${owner}.${name}' is an unknown field.`)
    if (value.type === BsonType.null || value.type === BsonType.undefined) continue
    found[name] = readArgument(`${owner}.${name}`, kind, value)
  }
  return found as Arguments<S>
}

function readArgument(name: string, kind: keyof Kinds, value: BsonValue): unknown {
  switch (kind) {
    case 'value':
      return value
    case 'document':
      return value.type === BsonType.object ? value : wrongType(name, value, 'object')
    case 'array':
      return value.type === BsonType.array ? value : wrongType(name, value, 'array')
    case 'boolean':
      return value.type === BsonType.bool || isNumeric(value.type)
        ? truthOf(value)
        : wrongType(name, value, 'bool')
    case 'string':
      return value.type === BsonType.string ? textOf(value) : wrongType(name, value, 'string')
    case 'integer':
      return integerOf(value) ?? wrongType(name, value, 'long')
  }
}

function wrongType(name: string, value: BsonValue, expected: string): never {
  throw new CommandError(
    'TypeMismatch',
    `BSON field '${name}' is the wrong type '${typeName(value.type)}', expected type '${expected}'`,
  )
}

function refuseTransaction(name: string, value: BsonValue): void {
  if (name === 'startTransaction' || name === 'autocommit' || (name === 'coordinator' && truthOf(value)))
    throw new CommandError(
      'IllegalOperation',
      'The embedded store has no transactions; set MONGODB_URI to use MongoDB',
    )
}

function refuseCollation(value: BsonValue): void {
  if (value.type !== BsonType.object) wrongType('collation', value, 'object')
  const locale = fieldsOf(value).get('locale')
  if (locale && !(locale.type === BsonType.string && textOf(locale) === 'simple'))
    throw unsupported('a collation other than simple')
}

/**
 * The namespace that a command names in its first field.
 *
 * @throws CommandError 73
 */
export function namespaceOf(command: Command): string {
  const value = command.fields.get(command.name)!
  if (value.type !== BsonType.string || textOf(value) === '')
    throw new CommandError('InvalidNamespace', `collection name has invalid type ${typeName(value.type)}`)
  return `${command.database}.${textOf(value)}`
}

/** @throws CommandError 2 when a number is negative */
export function notNegative(name: string, value: number | undefined): number | undefined {
  if (value !== undefined && value < 0)
    throw new CommandError('BadValue', `BSON field '${name}' value must be >= 0, actual value '${value}'`)
  return value
}

/** `let` defines variables for expressions; an empty one is let pass. */
export function refuseVariables(command: string, variables: BsonValue | undefined): void {
  if (variables && fieldsOf(variables).size > 0) throw unsupported(`${command} with let`)
}
