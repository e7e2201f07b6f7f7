import { BsonType, type BsonValue, TYPE_ALIASES, textOf } from '../bson/BsonValue.js'
import { ElementReader, elementsOf, fieldsOf } from '../bson/ElementReader.js'
import { integerOf, isNumeric, numberOf, truthOf } from '../bson/numbers.js'
import { CommandError, unsupported } from '../errors.js'
import { bitPositions } from './bitPositions.js'
import type { Filter, Pattern, Predicate } from './Filter.js'
import { type Path, SELF } from './Path.js'
import { hasOperators, parseFilter } from './parseFilter.js'
import { patternOf, patternOfOperator } from './patterns.js'

const UNSUPPORTED = new Set([
  '$near',
  '$nearSphere',
  '$geoWithin',
  '$geoIntersects',
  '$within',
  '$geoNear',
  '$jsonSchema',
])

/** Parses the operators asked of one field, such as `{$gte: 1, $lt: 5}`. */
export function parsePredicates(path: Path, document: BsonValue): Filter[] {
  const filters: Filter[] = []
  const operators = fieldsOf(document)
  for (const [name, value] of operators) {
    if (name === '$options') {
      if (!operators.has('$regex')) throw new CommandError('BadValue', '$options needs a $regex')
      continue
    }
    if (name === '$regex')
      filters.push(field(path, { op: 'regex', pattern: patternOfOperator(value, operators.get('$options')) }))
    else filters.push(...parseOperator(path, name, value))
  }
  return filters
}

function field(path: Path, predicate: Predicate): Filter {
  return { kind: 'field', path, predicate }
}

function not(filter: Filter): Filter {
  return { kind: 'not', filter }
}

function parseOperator(path: Path, name: string, value: BsonValue): Filter[] {
  switch (name) {
    case '$eq':
      return [field(path, { op: 'eq', operand: value })]
    case '$ne':
      if (value.type === BsonType.regex) throw new CommandError('BadValue', "Can't have regex as arg to $ne.")
      return [not(field(path, { op: 'eq', operand: value }))]
    case '$lt':
    case '$lte':
    case '$gt':
    case '$gte':
      if (value.type === BsonType.regex)
        throw new CommandError('BadValue', `Can't have RegEx as arg to predicate over field '${path.text}'.`)
      return [field(path, { op: name.slice(1) as 'lt', operand: value })]
    case '$in':
      return [field(path, parseIn(name, value))]
    case '$nin':
      return [not(field(path, parseIn(name, value)))]
    case '$exists':
      return [truthOf(value) ? field(path, { op: 'exists' }) : not(field(path, { op: 'exists' }))]
    case '$type':
      return [field(path, { op: 'type', types: parseTypes(value) })]
    case '$mod':
      return [field(path, parseMod(value))]
    case '$size':
      return [field(path, { op: 'size', size: parseSize(value) })]
    case '$all':
      return parseAll(path, value)
    case '$elemMatch':
      return [field(path, parseElemMatch(value))]
    case '$not':
      return [not(parseNot(path, value))]
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear': {
      const mode = `${name[5]!.toLowerCase()}${name.slice(6)}` as 'allSet'
      return [field(path, { op: 'bits', mode, positions: bitPositions(name, value) })]
    }
  }
  if (UNSUPPORTED.has(name)) throw unsupported(`the query operator ${name}`)
  throw new CommandError('BadValue', `unknown operator: ${name}`)
}

function parseIn(name: string, value: BsonValue): Predicate {
  const operands: BsonValue[] = []
  const patterns: Pattern[] = []
  for (const element of arrayOperand(name, value)) {
    if (element.type === BsonType.regex) patterns.push(patternOf(element))
    else if (hasOperators(element)) throw new CommandError('BadValue', `cannot nest $ under ${name}`)
    operands.push(element)
  }
  return { op: 'in', operands, patterns }
}

function parseTypes(value: BsonValue): ReadonlySet<number> {
  const types = new Set<number>()
  const asked = value.type === BsonType.array ? arrayOperand('$type', value) : [value]
  if (asked.length === 0) throw new CommandError('FailedToParse', 'must match at least one type')
  for (const each of asked) {
    if (each.type === BsonType.string && textOf(each) === 'number') {
      for (const type of [1, 16, 18, 19]) types.add(type)
      continue
    }
    if (each.type !== BsonType.string && !isNumeric(each.type))
      throw new CommandError('TypeMismatch', 'type must be represented as a number or a string')
    const type =
      each.type === BsonType.string ? TYPE_ALIASES.get(textOf(each)) : typeOfNumber(integerOf(each))
    if (type === undefined) throw new CommandError('BadValue', 'Unknown type name alias or number in $type')
    types.add(type)
  }
  return types
}

function typeOfNumber(number: number | undefined): number | undefined {
  const type = number === -1 ? BsonType.minKey : number
  return [...TYPE_ALIASES.values()].find((known) => known === type)
}

function parseMod(value: BsonValue): Predicate {
  const numbers = arrayOperand('$mod', value).map(numberOf)
  const [divisor, remainder] = numbers
  if (numbers.length !== 2 || divisor === undefined || remainder === undefined)
    throw new CommandError('BadValue', 'malformed mod, an array of two numbers is needed')
  if (!Number.isFinite(divisor) || !Number.isFinite(remainder))
    throw new CommandError('BadValue', 'malformed mod, divisor and remainder must be finite')
  if (Math.trunc(divisor) === 0) throw new CommandError('BadValue', 'divisor cannot be 0')
  return { op: 'mod', divisor: BigInt(Math.trunc(divisor)), remainder: BigInt(Math.trunc(remainder)) }
}

function parseSize(value: BsonValue): number {
  const size = integerOf(value)
  if (size === undefined) throw new CommandError('BadValue', 'Failed to parse $size. Expected an integer')
  if (size < 0) throw new CommandError('BadValue', 'Failed to parse $size. Expected a non-negative number')
  return size
}

/** `$all` asks for each of its elements; an empty one matches nothing. */
function parseAll(path: Path, value: BsonValue): Filter[] {
  const elements = arrayOperand('$all', value)
  if (elements.length === 0) return [field(path, { op: 'in', operands: [], patterns: [] })]
  return elements.flatMap((element) => {
    if (element.type === BsonType.regex) return [field(path, { op: 'regex', pattern: patternOf(element) })]
    if (!hasOperators(element)) return [field(path, { op: 'eq', operand: element })]
    const reader = new ElementReader(element.bytes, element.start)
    reader.next()
    if (reader.name !== '$elemMatch') throw new CommandError('BadValue', 'no $ expressions in $all')
    return [field(path, parseElemMatch(reader.value))]
  })
}

function parseElemMatch(value: BsonValue): Predicate {
  if (value.type !== BsonType.object) throw new CommandError('BadValue', '$elemMatch needs an Object')
  const reader = new ElementReader(value.bytes, value.start)
  const first = reader.next() ? reader.name : ''
  const self = first.startsWith('$') && !['$and', '$or', '$nor', '$expr', '$where'].includes(first)
  const filter: Filter = self ? { kind: 'and', filters: parsePredicates(SELF, value) } : parseFilter(value)
  return { op: 'elemMatch', filter, self }
}

function parseNot(path: Path, value: BsonValue): Filter {
  if (value.type === BsonType.regex) return field(path, { op: 'regex', pattern: patternOf(value) })
  if (!hasOperators(value)) throw new CommandError('BadValue', '$not needs a regex or a document')
  return { kind: 'and', filters: parsePredicates(path, value) }
}

function arrayOperand(name: string, value: BsonValue): BsonValue[] {
  if (value.type !== BsonType.array) throw new CommandError('BadValue', `${name} needs an array`)
  return elementsOf(value)
}
