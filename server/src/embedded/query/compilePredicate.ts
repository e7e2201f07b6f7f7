import { BsonType, type BsonValue, textOf } from '../bson/BsonValue.js'
import { compareValues } from '../bson/compareValues.js'
import { ElementReader } from '../bson/ElementReader.js'
import { encodeOrdered, typeOrder } from '../bson/encodeOrdered.js'
import { isNaNValue, numberOf } from '../bson/numbers.js'
import { bitTester } from './bitPositions.js'
import type { Pattern, Predicate } from './Filter.js'

/** Tests one value by itself; undefined stands for a missing field. */
export type ValueTest = (value: BsonValue | undefined) => boolean

/** Lists longer than this are looked up by key instead of compared one by one. */
const LINEAR_LIMIT = 8

export function compilePredicate(predicate: Exclude<Predicate, { op: 'elemMatch' }>): ValueTest {
  switch (predicate.op) {
    case 'eq':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return compileComparison(predicate.op, predicate.operand)
    case 'in':
      return compileIn(predicate.operands, predicate.patterns)
    case 'exists':
      return (value) => value !== undefined
    case 'type':
      return (value) => value !== undefined && predicate.types.has(value.type)
    case 'regex':
      return compileRegex(predicate.pattern)
    case 'mod':
      return compileMod(predicate.divisor, predicate.remainder)
    case 'size':
      return (value) => value?.type === BsonType.array && countElements(value) === predicate.size
    case 'bits':
      return compileBits(predicate.mode, predicate.positions)
  }
}

type Comparison = 'eq' | 'lt' | 'lte' | 'gt' | 'gte'

/** Values compare only within their type's class; missing and null are equal; NaN equals NaN and is in no other relation. */
function compileComparison(op: Comparison, operand: BsonValue): ValueTest {
  const orEqual = op === 'eq' || op === 'lte' || op === 'gte'
  if (isNullish(operand)) return (value) => orEqual && (value === undefined || isNullish(value))
  if (operand.type === BsonType.minKey || operand.type === BsonType.maxKey) return compileExtreme(op, operand)
  if (isNaNValue(operand)) return (value) => orEqual && value !== undefined && isNaNValue(value)
  const order = typeOrder(operand.type)
  const holds = RELATIONS[op]
  if (op === 'eq')
    return (value) =>
      value !== undefined && typeOrder(value.type) === order && compareValues(value, operand) === 0
  return (value) =>
    value !== undefined &&
    typeOrder(value.type) === order &&
    holds(compareValues(value, operand)) &&
    !isNaNValue(value)
}

/** MinKey and MaxKey compare with values of all types. */
function compileExtreme(op: Comparison, operand: BsonValue): ValueTest {
  const holds = RELATIONS[op]
  return (value) => value !== undefined && holds(compareValues(value, operand))
}

const RELATIONS: Record<Comparison, (order: number) => boolean> = {
  eq: (order) => order === 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
}

function compileIn(operands: BsonValue[], patterns: Pattern[]): ValueTest {
  const matchesPattern = patterns.map((pattern) => compileRegex(pattern, false))
  const tests = operands.map((operand) => compileComparison('eq', operand))
  if (tests.length <= LINEAR_LIMIT)
    return (value) => tests.some((test) => test(value)) || matchesPattern.some((matches) => matches(value))
  const keys = new Set(operands.map(keyText))
  const hasNull = operands.some(isNullish)
  return (value) => {
    if (value === undefined || isNullish(value)) return hasNull
    return keys.has(keyText(value)) || matchesPattern.some((matches) => matches(value))
  }
}

function keyText(value: BsonValue): string {
  return encodeOrdered(value).toString('latin1')
}

/** A pattern matches strings, and the same regular expression stored as a value. */
function compileRegex({ source, flags, regexp }: Pattern, itself = true): ValueTest {
  const stored = Buffer.from(`${source}\0${flags}\0`)
  return (value) => {
    if (value?.type === BsonType.string || value?.type === BsonType.symbol) return regexp.test(textOf(value))
    return itself && value?.type === BsonType.regex && value.raw().equals(stored)
  }
}

/** The remainder of the value without its fraction; it has the sign of the value. */
function compileMod(divisor: bigint, remainder: bigint): ValueTest {
  return (value) => {
    if (value === undefined) return false
    if (value.type === BsonType.int64) return value.bytes.readBigInt64LE(value.start) % divisor === remainder
    const number = numberOf(value)
    if (number === undefined || !Number.isFinite(number)) return false
    return BigInt(Math.trunc(number)) % divisor === remainder
  }
}

function compileBits(mode: 'allSet' | 'allClear' | 'anySet' | 'anyClear', positions: number[]): ValueTest {
  const wanted = mode.endsWith('Set')
  return (value) => {
    const isSet = value && bitTester(value)
    if (!isSet) return false
    return mode.startsWith('all')
      ? positions.every((position) => isSet(position) === wanted)
      : positions.some((position) => isSet(position) === wanted)
  }
}

function isNullish(value: BsonValue): boolean {
  return value.type === BsonType.null || value.type === BsonType.undefined
}

function countElements(value: BsonValue): number {
  const reader = new ElementReader(value.bytes, value.start)
  let count = 0
  while (reader.next()) count++
  return count
}
