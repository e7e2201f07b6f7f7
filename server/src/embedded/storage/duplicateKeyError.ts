import { Binary, ObjectId } from 'bson'
import { type BsonValue, decodeValue } from '../bson/BsonValue.js'
import { CommandError } from '../errors.js'
import type { IndexDefinition } from '../index/IndexDefinition.js'
import { fieldTuples, indexKeys } from '../index/indexKeys.js'

/** The error of a unique index, with the key that is taken already. */
export function duplicateKeyError(
  namespace: string,
  index: IndexDefinition,
  key: Buffer,
  document: BsonValue,
): CommandError {
  const tuples = fieldTuples(index.fields, document).values
  const { keys } = indexKeys({ ...index, partial: undefined, sparse: false }, document)
  const at = tuples.length === keys.length ? keys.findIndex((each) => each.equals(key)) : 0
  const values = (tuples[at] ?? tuples[0]!).map((value) => (value ? decodeValue(value) : null))
  const names = index.fields.map(({ path }) => path.text)
  const shown = names.map((name, i) => `${name}: ${show(values[i])}`).join(', ')
  return new CommandError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: ${index.name} dup key: { ${shown} }`,
    {
      keyPattern: Object.fromEntries(
        index.fields.map(({ path, descending }) => [path.text, descending ? -1 : 1]),
      ),
      keyValue: Object.fromEntries(names.map((name, i) => [name, values[i]])),
    },
  )
}

function show(value: unknown): string {
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`
  if (value instanceof Date) return `new Date(${value.getTime()})`
  if (value instanceof Binary) return `BinData(${value.sub_type}, ${value.toString('hex').toUpperCase()})`
  return JSON.stringify(value) ?? 'null'
}
