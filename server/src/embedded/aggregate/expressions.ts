import { Decimal128 } from 'bson'
import { Context, evalExpr, OpType } from 'mingo/core'
import * as accumulatorOperators from 'mingo/operators/accumulator'
import * as expressionOperators from 'mingo/operators/expression'
import * as projectionOperators from 'mingo/operators/projection'
import type { Options } from 'mingo/types'
import { type BsonValue, decodeDocument, decodeValue, encodeValue } from '../bson/BsonValue.js'
import { compareValues } from '../bson/compareValues.js'
import { CommandError, unsupported } from '../errors.js'

/** A document as aggregations work on it. */
export type Doc = Record<string, unknown>

/** Expressions that run code, or whose result would not have the type that it has in MongoDB. */
const REFUSED = new Set([
  '$function',
  '$accumulator',
  '$where',
  '$toDecimal',
  '$toHashedIndexKey',
  '$convert',
  '$default',
])

/** Accumulators that are expressions as well. */
const ACCUMULATOR_EXPRESSIONS = ['$sum', '$avg', '$min', '$max', '$stdDevPop', '$stdDevSamp']

type Evaluate = (document: unknown, expression: unknown, options: Options) => unknown

/** Compares in MongoDB's order; a missing value comes before null. */
export function compareAny(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number' && !Number.isNaN(a) && !Number.isNaN(b)) return a - b
  return compareValues(encodeAny(a), encodeAny(b))
}

export function encodeAny(value: unknown): BsonValue {
  return value === undefined ? UNDEFINED : encodeValue(value)
}

const UNDEFINED = { type: 6, bytes: Buffer.alloc(0), start: 0, end: 0 } as BsonValue

/** mingo compares values by their JavaScript types; these do it by their BSON types. */
function comparison(name: string, holds: (order: number) => unknown): Evaluate {
  return (document, expression, options) => {
    const operands = evalExpr(document, expression, options) as unknown[]
    if (!Array.isArray(operands) || operands.length !== 2)
      throw new CommandError('BadValue', `Expression ${name} takes exactly 2 arguments.`)
    return holds(compareAny(operands[0], operands[1]))
  }
}

const comparisons: Record<string, Evaluate> = {
  $cmp: comparison('$cmp', Math.sign),
  $eq: comparison('$eq', (order) => order === 0),
  $ne: comparison('$ne', (order) => order !== 0),
  $lt: comparison('$lt', (order) => order < 0),
  $lte: comparison('$lte', (order) => order <= 0),
  $gt: comparison('$gt', (order) => order > 0),
  $gte: comparison('$gte', (order) => order >= 0),
  $in: (document, expression, options) => {
    const [value, list] = evalExpr(document, expression, options) as [unknown, unknown]
    if (!Array.isArray(list)) throw new CommandError('BadValue', '$in requires an array as a second argument')
    return list.some((each) => compareAny(value, each) === 0)
  },
}

/** mingo passes over decimals as if they were no numbers; a sum that is silently wrong is worse than none. */
export function requirePlainNumbers(name: string, values: readonly unknown[]): void {
  if (values.some((value) => value instanceof Decimal128)) throw unsupported(`${name} of Decimal128 values`)
}

const OPERATORS = new Set(
  [...Object.keys(expressionOperators), ...ACCUMULATOR_EXPRESSIONS].filter((name) => !REFUSED.has(name)),
)

/** How mingo is set up: its own operators, those above in the place of some. */
export const OPTIONS = {
  idKey: '_id',
  useStrictMode: true,
  scriptEnabled: false,
  failOnError: true,
  processingMode: 0,
  context: Context.init({
    accumulator: { ...accumulatorOperators } as never,
    expression: { ...expressionOperators, ...comparisons } as never,
    projection: { ...projectionOperators } as never,
  }),
} as Options

/** @throws CommandError for an operator that is unknown or not supported, before any document is looked at */
export function validateExpression(expression: unknown): void {
  if (Array.isArray(expression)) {
    expression.forEach(validateExpression)
    return
  }
  if (!isPlain(expression)) return
  const names = Object.keys(expression)
  if (names[0]?.startsWith('$')) {
    const name = names[0]
    if (names.length > 1)
      throw new CommandError(
        'BadValue',
        `an object representing an expression must have exactly one field: ${names.join(', ')}`,
      )
    if (REFUSED.has(name)) throw unsupported(`the expression ${name}`)
    if (!OPERATORS.has(name))
      throw new CommandError('InvalidPipelineOperator', `Unrecognized expression '${name}'`)
    if (name === '$literal') return
  }
  Object.values(expression).forEach(validateExpression)
}

export function isPlain(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

/** The value of an expression for a document. */
export function evaluate(document: unknown, expression: unknown): unknown {
  try {
    return evalExpr(document, expression, OPTIONS)
  } catch (error) {
    throw asCommandError(error)
  }
}

/** The function that computes an accumulator over the documents of a group. */
export function accumulator(name: string): Evaluate | undefined {
  return (OPTIONS.context.getOperator(OpType.ACCUMULATOR, name) ?? undefined) as Evaluate | undefined
}

/** What mingo complains of is the client's to mend. */
export function asCommandError(error: unknown): unknown {
  if (error instanceof CommandError || !(error instanceof Error)) return error
  return new CommandError('BadValue', `cannot evaluate the aggregation: ${error.message}`)
}

/** `$expr` of a filter. */
export function compileExpression(value: BsonValue): (document: BsonValue) => boolean {
  const expression = decodeValue(value)
  validateExpression(expression)
  return (document) => {
    const result = evaluate(decodeDocument(document.raw()), expression)
    return result !== false && result !== null && result !== undefined && result !== 0
  }
}
