import { BsonType, type BsonValue, encodeValue } from '../bson/BsonValue.js'
import { ElementReader } from '../bson/ElementReader.js'
import { encodeOrdered, typeOrder } from '../bson/encodeOrdered.js'
import { isNaNValue, isNumeric } from '../bson/numbers.js'
import type { Pattern, Predicate } from '../query/Filter.js'
import { literalPrefix } from '../query/patterns.js'

/** A stretch of one field's values in ordered encoding, from `start` up to but not including `end`. */
export interface Interval {
  start: Buffer
  end: Buffer
  /** It holds one value, whose encoding is `start`. */
  point: boolean
}

/** What a predicate asks of a field's keys. */
export interface Bounds {
  intervals: Interval[]
  /** A key lies in the intervals exactly when the predicate holds: the document itself need not be looked at. */
  exact: boolean
}

/** The smallest number that is not NaN begins with these bytes (see `encodeOrdered`). */
const ABOVE_NAN = Buffer.from([typeOrder(BsonType.double), 0x00, 0x01])

/** The first key after all that begin with `prefix`. */
export function successor(prefix: Buffer): Buffer {
  for (let i = prefix.length - 1; i >= 0; i--) {
    if (prefix[i] === 0xff) continue
    const next = Buffer.from(prefix.subarray(0, i + 1))
    next[i]! += 1
    return next
  }
  throw new Error('a key prefix of nothing but 0xFF has no successor')
}

/** The same values in a field that is indexed in descending order, where every bit of the encoding is turned. */
export function inverted({ start, end, point }: Interval): Interval {
  if (point) return pointAt(turned(start))
  return { start: successor(turned(end)), end: successor(turned(start)), point }
}

function turned(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 0xff))
}

/** Both at once; undefined when they have nothing in common. */
export function intersect(a: Interval, b: Interval): Interval | undefined {
  const start = a.start.compare(b.start) >= 0 ? a.start : b.start
  const end = a.end.compare(b.end) <= 0 ? a.end : b.end
  return start.compare(end) < 0 ? { start, end, point: a.point || b.point } : undefined
}

/** The keys that a predicate can be true for; undefined when an index cannot narrow it down. */
export function predicateBounds(predicate: Predicate): Bounds | undefined {
  switch (predicate.op) {
    case 'eq':
      return equalityBounds(predicate.operand)
    case 'in':
      return inBounds(predicate.operands, predicate.patterns)
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return rangeBounds(predicate.op, predicate.operand)
    case 'regex':
      return patternBounds(predicate.pattern)
    default:
      return undefined
  }
}

function pointAt(start: Buffer): Interval {
  return { start, end: successor(start), point: true }
}

/** All values of the type's class. */
function bracket(type: number): Interval {
  const start = Buffer.from([typeOrder(type)])
  return { start, end: successor(start), point: false }
}

function equalityBounds(operand: BsonValue): Bounds {
  switch (operand.type) {
    case BsonType.null:
    case BsonType.undefined: // missing fields, and empty arrays, are looked at one by one
      return { intervals: [bracket(BsonType.undefined), bracket(BsonType.null)], exact: false }
    case BsonType.array: {
      // an array is found by its first element, and as an element of an array of arrays by itself
      const reader = new ElementReader(operand.bytes, operand.start)
      const first = reader.next() ? pointAt(encodeOrdered(reader.value)) : bracket(BsonType.undefined)
      return { intervals: [first, pointAt(encodeOrdered(operand))], exact: false }
    }
    default:
      return { intervals: [pointAt(encodeOrdered(operand))], exact: true }
  }
}

function inBounds(operands: BsonValue[], patterns: Pattern[]): Bounds {
  const all = [...operands.map(equalityBounds), ...patterns.map(patternBounds)]
  return { intervals: all.flatMap(({ intervals }) => intervals), exact: all.every(({ exact }) => exact) }
}

function rangeBounds(op: 'lt' | 'lte' | 'gt' | 'gte', operand: BsonValue): Bounds | undefined {
  const orEqual = op === 'lte' || op === 'gte'
  switch (operand.type) {
    case BsonType.null:
    case BsonType.undefined:
      return orEqual ? equalityBounds(operand) : { intervals: [], exact: true }
    case BsonType.minKey:
    case BsonType.maxKey:
    case BsonType.array:
      return undefined
  }
  if (isNaNValue(operand)) return orEqual ? equalityBounds(operand) : { intervals: [], exact: true }
  const value = encodeOrdered(operand)
  const whole = bracket(operand.type)
  const floor = isNumeric(operand.type) ? ABOVE_NAN : whole.start
  const interval = op.startsWith('l')
    ? { start: floor, end: orEqual ? successor(value) : value, point: false }
    : { start: orEqual ? value : successor(value), end: whole.end, point: false }
  return { intervals: interval.start.compare(interval.end) < 0 ? [interval] : [], exact: true }
}

/** Strings that begin as the pattern does, and regular expressions stored as values. */
function patternBounds(pattern: Pattern): Bounds {
  return { intervals: [stringsFrom(literalPrefix(pattern)), bracket(BsonType.regex)], exact: false }
}

function stringsFrom(prefix: string): Interval {
  if (prefix === '') return bracket(BsonType.string)
  const start = encodeOrdered(encodeValue(prefix)).subarray(0, -2) // without its terminator
  return { start, end: successor(start), point: false }
}
