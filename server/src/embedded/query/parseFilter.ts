import { BsonType, type BsonValue } from '../bson/BsonValue.js'
import { ElementReader } from '../bson/ElementReader.js'
import { CommandError, unsupported } from '../errors.js'
import type { Filter } from './Filter.js'
import { EVERYTHING } from './Filter.js'
import { type Path, parsePath } from './Path.js'
import { parsePredicates } from './parsePredicates.js'
import { patternOf } from './patterns.js'

/** Compiles the aggregation expression of `$expr`. */
export type ExpressionCompiler = (expression: BsonValue) => (document: BsonValue) => boolean

/** Top-level operators that MongoDB has and the store has not. */
const UNSUPPORTED = new Set(['$where', '$text', '$jsonSchema', '$sampleRate', '$alwaysTrue', '$alwaysFalse'])

/**
 * Parses a filter document.
 *
 * @param compileExpression for `$expr`; without it `$expr` is refused
 * @throws CommandError for what is malformed, unknown or not supported
 */
export function parseFilter(document: BsonValue, compileExpression?: ExpressionCompiler): Filter {
  const filters: Filter[] = []
  const reader = new ElementReader(document.bytes, document.start)
  while (reader.next()) {
    const name = reader.name
    if (name.startsWith('$')) {
      const filter = parseTopLevel(name, reader.value, compileExpression)
      if (filter) filters.push(filter)
    } else filters.push(...parseField(parsePath(name), reader.value))
  }
  return filters.length === 1 ? filters[0]! : { kind: 'and', filters }
}

function parseTopLevel(
  name: string,
  value: BsonValue,
  compileExpression: ExpressionCompiler | undefined,
): Filter | undefined {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor': {
      const filters = parseBranches(name, value, compileExpression)
      return { kind: name.slice(1) as 'and' | 'or' | 'nor', filters }
    }
    case '$expr':
      if (!compileExpression) throw unsupported('$expr here')
      return { kind: 'expression', test: compileExpression(value) }
    case '$comment':
      return undefined
  }
  if (UNSUPPORTED.has(name)) throw unsupported(`the query operator ${name}`)
  throw new CommandError(
    'BadValue',
    `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
  )
}

function parseBranches(
  name: string,
  value: BsonValue,
  compileExpression: ExpressionCompiler | undefined,
): Filter[] {
  if (value.type !== BsonType.array) throw new CommandError('BadValue', `${name} must be an array`)
  const branches: Filter[] = []
  const reader = new ElementReader(value.bytes, value.start)
  while (reader.next()) {
    if (reader.type !== BsonType.object)
      throw new CommandError('BadValue', `${name} entries need to be full objects`)
    branches.push(parseFilter(reader.value, compileExpression))
  }
  if (branches.length === 0) throw new CommandError('BadValue', `${name} must be a nonempty array`)
  return branches
}

/** What is asked of one field: operators, a pattern, or a value to be equal to. */
function parseField(path: Path, value: BsonValue): Filter[] {
  if (value.type === BsonType.regex)
    return [{ kind: 'field', path, predicate: { op: 'regex', pattern: patternOf(value) } }]
  if (hasOperators(value)) return parsePredicates(path, value)
  return [{ kind: 'field', path, predicate: { op: 'eq', operand: value } }]
}

/** Whether a value is a document of operators such as `{$gt: 1}`; a DBRef is not. */
export function hasOperators(value: BsonValue): boolean {
  if (value.type !== BsonType.object) return false
  const reader = new ElementReader(value.bytes, value.start)
  if (!reader.next() || value.bytes[reader.nameStart] !== 0x24) return false
  return reader.name !== '$ref' && reader.name !== '$id' && reader.name !== '$db'
}

/** Parses the filter of a command, where a missing one means everything. */
export function parseOptionalFilter(value: BsonValue | undefined, compile?: ExpressionCompiler): Filter {
  return value ? parseFilter(value, compile) : EVERYTHING
}
