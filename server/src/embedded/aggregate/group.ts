import { encodeOrdered } from '../bson/encodeOrdered.js'
import { CommandError, unsupported } from '../errors.js'
import {
  accumulator,
  asCommandError,
  compareAny,
  type Doc,
  encodeAny,
  evaluate,
  isPlain,
  OPTIONS,
  requirePlainNumbers,
  validateExpression,
} from './expressions.js'

type Accumulate = (documents: Doc[], expression: unknown) => unknown

/** The accumulators whose meaning for missing values or BSON types differs from mingo's. */
const OWN: Record<string, Accumulate> = {
  $push: (documents, expression) => present(valuesOf(documents, expression)),
  $addToSet: (documents, expression) => [...keyed(present(valuesOf(documents, expression))).values()],
  $sum: (documents, expression) =>
    numbersOf('$sum', documents, expression).reduce((sum, each) => sum + each, 0),
  $avg: (documents, expression) => {
    const numbers = numbersOf('$avg', documents, expression)
    return numbers.length === 0 ? null : numbers.reduce((sum, each) => sum + each, 0) / numbers.length
  },
  $min: (documents, expression) => extreme(valuesOf(documents, expression), -1),
  $max: (documents, expression) => extreme(valuesOf(documents, expression), 1),
  $count: (documents) => documents.length,
}

/** Those of mingo that agree with MongoDB. */
const BORROWED = new Set([
  '$first',
  '$last',
  '$firstN',
  '$lastN',
  '$stdDevPop',
  '$stdDevSamp',
  '$mergeObjects',
])

/**
 * Reads a `$group`.
 *
 * @returns the stage
 */
export function parseGroup(spec: unknown): (documents: Doc[]) => Doc[] {
  if (!isPlain(spec)) throw new CommandError('BadValue', "a group's fields must be specified in an object")
  if (!('_id' in spec)) throw new CommandError('BadValue', 'a group specification must include an _id')
  validateExpression(spec._id)
  const fields = Object.entries(spec)
    .filter(([name]) => name !== '_id')
    .map(([name, value]) => ({ name, ...parseAccumulator(name, value) }))
  return (documents) =>
    groups(documents, spec._id).map(({ id, members }) => {
      const result: Doc = { _id: id }
      for (const { name, accumulate, expression } of fields) result[name] = accumulate(members, expression)
      return result
    })
}

function parseAccumulator(name: string, value: unknown): { accumulate: Accumulate; expression: unknown } {
  const operators = isPlain(value) ? Object.entries(value) : []
  const [operator, expression] = operators[0] ?? []
  if (operators.length !== 1 || !operator?.startsWith('$'))
    throw new CommandError('BadValue', `The field '${name}' must be an accumulator object`)
  if (name.includes('.')) throw new CommandError('BadValue', `The field name '${name}' cannot contain '.'`)
  if (!OWN[operator] && !BORROWED.has(operator)) {
    if (accumulator(operator)) throw unsupported(`the accumulator ${operator}`)
    throw new CommandError('InvalidPipelineOperator', `unknown group operator '${operator}'`)
  }
  validateExpression(expression)
  return { accumulate: OWN[operator] ?? borrowed(operator), expression }
}

function borrowed(operator: string): Accumulate {
  const compute = accumulator(operator)!
  return (documents, expression) => {
    if (operator.startsWith('$stdDev')) requirePlainNumbers(operator, valuesOf(documents, expression))
    try {
      return compute(documents, expression, OPTIONS)
    } catch (error) {
      throw asCommandError(error)
    }
  }
}

/** Documents by the value of an expression, in the order in which the values first come up. */
function groups(documents: Doc[], expression: unknown): { id: unknown; members: Doc[] }[] {
  const found = new Map<string, { id: unknown; members: Doc[] }>()
  for (const document of documents) {
    const id = evaluate(document, expression) ?? null
    const key = keyOf(id)
    const group = found.get(key)
    if (group) group.members.push(document)
    else found.set(key, { id, members: [document] })
  }
  return [...found.values()]
}

/** Equal for values that are equal in MongoDB, whatever their types. */
export function keyOf(value: unknown): string {
  return encodeOrdered(encodeAny(value)).toString('latin1')
}

function keyed(values: unknown[]): Map<string, unknown> {
  const found = new Map<string, unknown>()
  for (const value of values) {
    const key = keyOf(value)
    if (!found.has(key)) found.set(key, value)
  }
  return found
}

function valuesOf(documents: Doc[], expression: unknown): unknown[] {
  return documents.map((document) => evaluate(document, expression))
}

function present(values: unknown[]): unknown[] {
  return values.filter((value) => value !== undefined)
}

function numbersOf(name: string, documents: Doc[], expression: unknown): number[] {
  const values = valuesOf(documents, expression)
  requirePlainNumbers(name, values)
  return values.flatMap((value) => {
    if (typeof value === 'number') return [value]
    return isLong(value) ? [Number(value.toBigInt())] : []
  })
}

function isLong(value: unknown): value is { toBigInt(): bigint } {
  return typeof value === 'object' && value !== null && '_bsontype' in value && value._bsontype === 'Long'
}

function extreme(values: unknown[], sign: 1 | -1): unknown {
  let best: unknown = null
  for (const value of values) {
    if (value === undefined || value === null) continue
    if (best === null || compareAny(value, best) * sign > 0) best = value
  }
  return best
}
