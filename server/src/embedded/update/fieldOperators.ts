import { Timestamp } from 'bson'
import { BsonType, BsonValue, encodeValue, textOf, typeName } from '../bson/BsonValue.js'
import { compareValues } from '../bson/compareValues.js'
import { type Node, nodeValue } from '../bson/DocumentTree.js'
import { ElementReader } from '../bson/ElementReader.js'
import { isNumeric } from '../bson/numbers.js'
import { CommandError } from '../errors.js'
import { calculate, calculateBits, zeroLike } from './arithmetic.js'
import type { OperatorParser, UpdateContext } from './Change.js'
import { showNode } from './Slot.js'

/** The operators on single values. */
export const fieldOperators: Record<string, OperatorParser> = {
  $set: (operand) => ({ create: true, apply: (slot) => slot.set(operand) }),

  $setOnInsert: (operand) => ({
    create: true,
    apply: (slot, { inserting }) => {
      if (inserting) slot.set(operand)
    },
  }),

  $unset: () => ({ create: false, apply: (slot) => slot.remove() }),

  $inc: (operand, path) => {
    requireNumber(operand, path, 'increment')
    return {
      create: true,
      apply: (slot, context) => {
        const current = numberIn(slot.get(), '$inc', slot.name, context)
        slot.set(current ? calculate('add', current, operand) : operand)
      },
    }
  },

  $mul: (operand, path) => {
    requireNumber(operand, path, 'multiply')
    return {
      create: true,
      apply: (slot, context) => {
        const current = numberIn(slot.get(), '$mul', slot.name, context)
        slot.set(calculate('multiply', current ?? zeroLike(operand), operand))
      },
    }
  },

  $min: (operand) => ({
    create: true,
    apply: (slot) => {
      const current = slot.get()
      if (current === undefined || compareValues(operand, nodeValue(current)) < 0) slot.set(operand)
    },
  }),

  $max: (operand) => ({
    create: true,
    apply: (slot) => {
      const current = slot.get()
      if (current === undefined || compareValues(operand, nodeValue(current)) > 0) slot.set(operand)
    },
  }),

  $currentDate: (operand) => {
    const asTimestamp = wantsTimestamp(operand)
    return {
      create: true,
      apply: (slot, { now }) => {
        const seconds = Math.floor(now.getTime() / 1000)
        slot.set(encodeValue(asTimestamp ? new Timestamp({ t: seconds, i: 1 }) : now))
      },
    }
  },

  $bit: (operand) => {
    const operations = bitOperations(operand)
    return {
      create: true,
      apply: (slot, context) => {
        const current = slot.get()
        if (current !== undefined && !isInteger(current))
          throw new CommandError(
            'BadValue',
            `Cannot apply $bit to a value of non-integral type.${whose(context)} has the field ${slot.name} of non-integer type ${typeName(current.type)}`,
          )
        slot.set(
          operations.reduce(
            (value, { operation, mask }) => calculateBits(operation, value, mask),
            (current as BsonValue | undefined) ?? zeroLike(operations[0]!.mask),
          ),
        )
      },
    }
  },
}

function requireNumber(operand: BsonValue, path: string, what: string): void {
  if (!isNumeric(operand.type))
    throw new CommandError(
      'TypeMismatch',
      `Cannot ${what} with non-numeric argument: {${path}: ${showNode(operand)}}`,
    )
}

function numberIn(
  node: Node | undefined,
  operator: string,
  name: string,
  context: UpdateContext,
): BsonValue | undefined {
  if (node === undefined) return undefined
  if (node instanceof BsonValue && isNumeric(node.type)) return node
  throw new CommandError(
    'TypeMismatch',
    `Cannot apply ${operator} to a value of non-numeric type.${whose(context)} has the field '${name}' of non-numeric type ${typeName(node.type)}`,
  )
}

/** Which document an error is about. */
export function whose({ root }: UpdateContext): string {
  const id = root.get('_id')
  return id === undefined ? '' : ` {_id: ${showNode(id)}}`
}

function wantsTimestamp(operand: BsonValue): boolean {
  if (operand.type === BsonType.bool) return false
  if (operand.type === BsonType.object) {
    const reader = new ElementReader(operand.bytes, operand.start)
    if (reader.next() && reader.name === '$type' && reader.type === BsonType.string) {
      const type = textOf(reader.value)
      if (type === 'timestamp' || type === 'date') return type === 'timestamp'
    }
    throw new CommandError(
      'BadValue',
      "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
    )
  }
  throw new CommandError(
    'BadValue',
    `${typeName(operand.type)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
  )
}

function isInteger(node: Node): node is BsonValue {
  return node instanceof BsonValue && (node.type === BsonType.int32 || node.type === BsonType.int64)
}

function bitOperations(operand: BsonValue): { operation: 'and' | 'or' | 'xor'; mask: BsonValue }[] {
  const operations: { operation: 'and' | 'or' | 'xor'; mask: BsonValue }[] = []
  if (operand.type === BsonType.object) {
    const reader = new ElementReader(operand.bytes, operand.start)
    while (reader.next()) {
      const { name, value } = reader
      if (name !== 'and' && name !== 'or' && name !== 'xor')
        throw new CommandError(
          'BadValue',
          `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`,
        )
      if (!isInteger(value))
        throw new CommandError(
          'BadValue',
          `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(reader.type)}' is not supported here`,
        )
      operations.push({ operation: name, mask: value })
    }
  }
  if (operations.length === 0)
    throw new CommandError(
      'BadValue',
      "You must pass in at least one bitwise operation, 'and', 'or' or 'xor'",
    )
  return operations
}
