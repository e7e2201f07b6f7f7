import { BsonType, type BsonValue, typeName } from '../bson/BsonValue.js'
import { compareValues } from '../bson/compareValues.js'
import { type Node, nodeValue } from '../bson/DocumentTree.js'
import { elementsOf, fieldsOf } from '../bson/ElementReader.js'
import { integerOf } from '../bson/numbers.js'
import { CommandError } from '../errors.js'
import { parseSort, sortKey } from '../plan/Sort.js'

/** Reads the operand of `$push`, modifiers and all, and returns what it does to an array. */
export function parsePush(operand: BsonValue): (items: Node[]) => void {
  const modifiers = readModifiers(operand)
  if (!modifiers) return (items) => items.push(operand)
  const values = arrayOperand(
    modifiers.get('$each')!,
    'The argument to $each in $push must be an array but it was of type',
  )
  const position = integerModifier(modifiers, '$position')
  const slice = integerModifier(modifiers, '$slice')
  const compare = comparison(modifiers.get('$sort'))
  return (items) => {
    items.splice(insertAt(items.length, position), 0, ...values)
    if (compare) items.sort((a, b) => compare(nodeValue(a), nodeValue(b)))
    if (slice === undefined) return
    if (slice >= 0) items.splice(slice)
    else if (-slice < items.length) items.splice(0, items.length + slice)
  }
}

function insertAt(length: number, position: number | undefined): number {
  if (position === undefined) return length
  return position >= 0 ? Math.min(position, length) : Math.max(0, length + position)
}

function readModifiers(operand: BsonValue): Map<string, BsonValue> | undefined {
  if (operand.type !== BsonType.object) return undefined
  const modifiers = fieldsOf(operand)
  if (!modifiers.has('$each')) return undefined
  for (const name of modifiers.keys())
    if (!['$each', '$position', '$slice', '$sort'].includes(name))
      throw new CommandError('BadValue', `Unrecognized clause in $push: ${name}`)
  return modifiers
}

function integerModifier(modifiers: Map<string, BsonValue>, name: string): number | undefined {
  const value = modifiers.get(name)
  if (!value) return undefined
  const integer = integerOf(value)
  if (integer === undefined)
    throw new CommandError(
      'BadValue',
      `The value for ${name} must be an integer value but was given type: ${typeName(value.type)}`,
    )
  return integer
}

/** `1` and `-1` order by the elements themselves, a document by fields in them. */
function comparison(sort: BsonValue | undefined): ((a: BsonValue, b: BsonValue) => number) | undefined {
  if (!sort) return undefined
  if (sort.type !== BsonType.object) {
    const direction = integerOf(sort)
    if (direction !== 1 && direction !== -1)
      throw new CommandError('BadValue', 'The $sort element value must be either 1 or -1')
    return (a, b) => direction * compareValues(a, b)
  }
  const parsed = parseSort(sort)
  if (!parsed || !('fields' in parsed))
    throw new CommandError('BadValue', 'The $sort pattern is empty when it should be a set of fields.')
  const { fields } = parsed
  const keyOf = (value: BsonValue) =>
    value.type === BsonType.object ? sortKey(fields, value) : Buffer.alloc(0)
  return (a, b) => keyOf(a).compare(keyOf(b))
}

/** The elements of an operand that has to be an array. */
export function arrayOperand(value: BsonValue, complaint: string): BsonValue[] {
  if (value.type !== BsonType.array)
    throw new CommandError('BadValue', `${complaint} ${typeName(value.type)}`)
  return elementsOf(value)
}
