import { BsonType, type BsonValue, textOf, typeName } from '../bson/BsonValue.js'
import { ElementReader, fieldsOf } from '../bson/ElementReader.js'
import { CommandError, unsupported } from '../errors.js'
import { compileFilter, type Matcher } from '../query/compileFilter.js'
import { conjuncts, type Filter } from '../query/Filter.js'
import { parseFilter } from '../query/parseFilter.js'
import { arrayOperators } from './arrayOperators.js'
import type { Change, OperatorParser } from './Change.js'
import { fieldOperators } from './fieldOperators.js'
import { showNode } from './Slot.js'

/** A parsed update: another document, or changes to fields. */
export type Update =
  | { kind: 'replacement'; document: BsonValue }
  | { kind: 'changes'; changes: Change[]; arrayFilters: ReadonlyMap<string, Matcher> }

const OPERATORS: ReadonlyMap<string, OperatorParser> = new Map(
  Object.entries({ ...fieldOperators, ...arrayOperators }),
)

/**
 * Parses an update.
 *
 * @throws CommandError for what is malformed or unknown, for paths that are in each other's way, and for pipelines
 */
export function parseUpdate(value: BsonValue, arrayFilters?: BsonValue): Update {
  if (value.type === BsonType.array) throw unsupported('an update with an aggregation pipeline')
  if (value.type !== BsonType.object)
    throw new CommandError('FailedToParse', `Update argument must be either an object or an array`)
  const reader = new ElementReader(value.bytes, value.start)
  if (!reader.next() || !reader.name.startsWith('$')) {
    if (arrayFilters)
      throw new CommandError('FailedToParse', 'arrayFilters may not be specified for a replacement')
    requirePlainFields(value)
    return { kind: 'replacement', document: value }
  }
  const changes = [...fieldsOf(value)].flatMap(([operator, fields]) => parseOperator(operator, fields))
  checkConflicts(changes)
  return {
    kind: 'changes',
    changes: changes.sort(byPath),
    arrayFilters: parseArrayFilters(arrayFilters, changes),
  }
}

function requirePlainFields(document: BsonValue): void {
  for (const name of fieldsOf(document).keys())
    if (name.startsWith('$'))
      throw new CommandError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      )
}

function parseOperator(operator: string, fields: BsonValue): Change[] {
  if (!OPERATORS.has(operator) && operator !== '$rename')
    throw new CommandError(
      'FailedToParse',
      operator.startsWith('$')
        ? `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`
        : `The update operator document contains a field without operator: ${operator}`,
    )
  if (fields.type !== BsonType.object)
    throw new CommandError(
      'FailedToParse',
      `Modifiers operate on fields but we found type ${typeName(fields.type)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${showNode(fields)}}`,
    )
  return [...fieldsOf(fields)].map(([path, operand]) =>
    operator === '$rename'
      ? parseRename(path, operand)
      : {
          parts: parsePath(path),
          onInsert: operator === '$setOnInsert',
          ...OPERATORS.get(operator)!(operand, path),
        },
  )
}

function parseRename(path: string, operand: BsonValue): Change {
  if (operand.type !== BsonType.string)
    throw new CommandError(
      'BadValue',
      `The 'to' field for $rename must be a string: ${path}: ${showNode(operand)}`,
    )
  const to = textOf(operand)
  if (to === path)
    throw new CommandError(
      'BadValue',
      `The source and target field for $rename must differ: ${path}: "${to}"`,
    )
  const [parts, target] = [parsePath(path), parsePath(to)]
  if ([...parts, ...target].some((part) => part.startsWith('$')))
    throw new CommandError(
      'BadValue',
      `The source and target field for $rename may not be dynamic: ${path}: "${to}"`,
    )
  return { parts, target, create: false, onInsert: false, apply: () => {} }
}

function parsePath(path: string): string[] {
  const parts = path.split('.')
  if (parts.includes(''))
    throw new CommandError(
      'EmptyFieldName',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    )
  parts.forEach((part, i) => {
    const positional = part === '$' || /^\$\[.*\]$/.test(part)
    if (part.startsWith('$') && (!positional || i === 0))
      throw new CommandError(
        positional ? 'BadValue' : 'DollarPrefixedFieldName',
        positional
          ? `Cannot have positional (i.e. '$') element in the first position in path '${path}'`
          : `The dollar ($) prefixed field '${part}' in '${path}' is not valid for storage.`,
      )
    if (part === '$' && parts.indexOf('$', i + 1) !== -1)
      throw new CommandError('BadValue', `Too many positional (i.e. '$') elements found in path '${path}'`)
  })
  return parts
}

/** No path may be another one or lie within it. */
function checkConflicts(changes: readonly Change[]): void {
  const taken = new Set<string>()
  const above = new Set<string>()
  for (const path of changes.flatMap(({ parts, target }) => (target ? [parts, target] : [parts]))) {
    const text = path.join('.')
    const prefixes = path.map((_, i) => path.slice(0, i + 1).join('.'))
    const at = above.has(text) ? text : prefixes.find((prefix) => taken.has(prefix))
    if (at !== undefined)
      throw new CommandError(
        'ConflictingUpdateOperators',
        `Updating the path '${text}' would create a conflict at '${at}'`,
      )
    taken.add(text)
    for (const prefix of prefixes.slice(0, -1)) above.add(prefix)
  }
}

/** MongoDB applies changes in order of their paths, whatever order they are written in; positions count as numbers. */
function byPath(a: Change, b: Change): number {
  for (let i = 0; i < a.parts.length && i < b.parts.length; i++) {
    const [left, right] = [a.parts[i]!, b.parts[i]!]
    if (left === right) continue
    const difference = Number(left) - Number(right)
    if (difference) return difference
    return left < right ? -1 : 1
  }
  return a.parts.length - b.parts.length
}

/** Each filter names the element it is about by the first part of its paths. */
function parseArrayFilters(value: BsonValue | undefined, changes: readonly Change[]): Map<string, Matcher> {
  const filters = new Map<string, Matcher>()
  const used = new Set(
    changes.flatMap(({ parts }) => parts.flatMap((part) => /^\$\[(.+)\]$/.exec(part)?.[1] ?? [])),
  )
  for (const document of value ? fieldsOf(value).values() : []) {
    const filter = parseFilter(document)
    const names = identifiers(filter)
    const name = names[0]
    if (name === undefined || names.some((other) => other !== name) || !/^[a-z][A-Za-z0-9]*$/.test(name))
      throw new CommandError(
        'FailedToParse',
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found ${names.map((each) => `'${each}'`).join(' and ') || 'none'}`,
      )
    if (filters.has(name))
      throw new CommandError(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${name}`,
      )
    if (!used.has(name))
      throw new CommandError(
        'FailedToParse',
        `The array filter for identifier '${name}' was not used in the update`,
      )
    filters.set(name, compileFilter(filter))
  }
  for (const name of used)
    if (!filters.has(name))
      throw new CommandError('BadValue', `No array filter found for identifier '${name}'`)
  return filters
}

function identifiers(filter: Filter): string[] {
  return conjuncts(filter).flatMap((each) => {
    if (each.kind === 'field') return [each.path.parts[0]!.name]
    if (each.kind === 'not') return identifiers(each.filter)
    return 'filters' in each ? each.filters.flatMap(identifiers) : []
  })
}
