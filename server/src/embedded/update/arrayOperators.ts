import { BsonType, type BsonValue, typeName } from '../bson/BsonValue.js'
import { compareValues } from '../bson/compareValues.js'
import { ArrayNode, type Node, nodeValue } from '../bson/DocumentTree.js'
import { fieldsOf } from '../bson/ElementReader.js'
import { integerOf } from '../bson/numbers.js'
import { CommandError } from '../errors.js'
import { compileFilter } from '../query/compileFilter.js'
import { compilePredicate } from '../query/compilePredicate.js'
import { SELF } from '../query/Path.js'
import { hasOperators, parseFilter } from '../query/parseFilter.js'
import { parsePredicates } from '../query/parsePredicates.js'
import { patternOf } from '../query/patterns.js'
import type { OperatorParser, UpdateContext } from './Change.js'
import { whose } from './fieldOperators.js'
import { arrayOperand, parsePush } from './parsePush.js'
import { openArray, type Slot, showNode } from './Slot.js'

/** The operators on arrays. */
export const arrayOperators: Record<string, OperatorParser> = {
  $push: (operand) => {
    const push = parsePush(operand)
    return {
      create: true,
      apply: (slot, context) => {
        const array = openArray(slot, mustBeArray(slot, context)) ?? emptyArrayIn(slot)
        push(array.items)
      },
    }
  },

  $addToSet: (operand) => {
    const additions = eachOf(operand, '$addToSet')
    return {
      create: true,
      apply: (slot) => {
        const array =
          openArray(
            slot,
            (node) =>
              new CommandError(
                'BadValue',
                `Cannot apply $addToSet to non-array field. Field named '${slot.name}' has non-array type ${typeName(node.type)}`,
              ),
          ) ?? emptyArrayIn(slot)
        for (const addition of additions)
          if (!array.items.some((item) => compareValues(nodeValue(item), addition) === 0))
            array.items.push(addition)
      },
    }
  },

  $pull: (operand) => {
    const matches = pullCondition(operand)
    return { create: false, apply: (slot) => removeWhere(slot, '$pull', matches) }
  },

  $pullAll: (operand) => {
    const values = arrayOperand(operand, '$pullAll requires an array argument but was given a')
    return {
      create: false,
      apply: (slot) =>
        removeWhere(slot, '$pullAll', (item) => values.some((value) => compareValues(item, value) === 0)),
    }
  },

  $pop: (operand, path) => {
    const end = integerOf(operand)
    if (end !== 1 && end !== -1)
      throw new CommandError('FailedToParse', `$pop expects 1 or -1, found: ${showNode(operand)} for ${path}`)
    return {
      create: false,
      apply: (slot) => {
        const array = openArray(
          slot,
          (node) =>
            new CommandError(
              'TypeMismatch',
              `Path '${path}' contains an element of non-array type '${typeName(node.type)}'`,
            ),
        )
        if (end === 1) array?.items.pop()
        else array?.items.shift()
      },
    }
  },
}

function mustBeArray(slot: Slot, context: UpdateContext): (node: Node) => CommandError {
  return (node) =>
    new CommandError(
      'BadValue',
      `The field '${slot.name}' must be an array but is of type ${typeName(node.type)} in document${whose(context)}`,
    )
}

function emptyArrayIn(slot: Slot): ArrayNode {
  const array = new ArrayNode()
  slot.set(array)
  return array
}

function removeWhere(slot: Slot, operator: string, matches: (item: BsonValue) => boolean): void {
  const array = openArray(
    slot,
    () => new CommandError('BadValue', `Cannot apply ${operator} to a non-array value`),
  )
  if (!array) return
  const kept = array.items.filter((item) => !matches(nodeValue(item)))
  array.items.splice(0, array.items.length, ...kept)
}

/** A document of conditions is matched with the elements' fields, operators with the elements, anything else for equality. */
function pullCondition(operand: BsonValue): (item: BsonValue) => boolean {
  if (operand.type === BsonType.regex) return compilePredicate({ op: 'regex', pattern: patternOf(operand) })
  if (operand.type !== BsonType.object) return (item) => compareValues(item, operand) === 0
  if (hasOperators(operand)) return compileFilter({ kind: 'and', filters: parsePredicates(SELF, operand) })
  const matches = compileFilter(parseFilter(operand))
  return (item) => item.type === BsonType.object && matches(item)
}

/** What is added: the value, or each of `$each`. */
function eachOf(operand: BsonValue, operator: string): BsonValue[] {
  const fields = operand.type === BsonType.object ? fieldsOf(operand) : undefined
  const each = fields?.get('$each')
  if (!fields || !each) return [operand]
  for (const name of fields.keys())
    if (name !== '$each')
      throw new CommandError('BadValue', `Found unexpected fields after $each in ${operator}: ${name}`)
  return arrayOperand(each, `The argument to $each in ${operator} must be an array but it was of type`)
}
