import { BsonType, type BsonValue } from '../bson/BsonValue.js'
import { ElementReader, elementsOf, fieldsOf } from '../bson/ElementReader.js'
import { integerOf, isNumeric, truthOf } from '../bson/numbers.js'
import { CommandError, unsupported } from '../errors.js'
import { compileFilter, type Matcher } from './compileFilter.js'
import { SELF } from './Path.js'
import type { Projection, ProjectionField, ProjectionFields } from './Projection.js'
import { parseFilter } from './parseFilter.js'
import { parsePredicates } from './parsePredicates.js'

/**
 * Parses the projection of a find. Computed fields are for aggregations; here they are refused.
 *
 * @returns undefined when everything is asked for
 */
export function parseProjection(value: BsonValue | undefined): Projection | undefined {
  if (!value) return undefined
  const parser = new ProjectionParser()
  parser.readFields('', value)
  return parser.result()
}

class ProjectionParser {
  private readonly root: ProjectionFields = new Map()
  private mode: Projection['mode'] | undefined
  private id: boolean | undefined
  private positional = false
  private slices = false

  readFields(prefix: string, document: BsonValue): void {
    const reader = new ElementReader(document.bytes, document.start)
    while (reader.next()) this.readField(prefix + reader.name, reader.value)
  }

  result(): Projection | undefined {
    const { root } = this
    if (root.size === 0 && this.id === undefined) return undefined
    const mode = this.mode ?? (this.id && !this.slices ? 'include' : 'exclude')
    const keepId = this.id ?? true
    if (keepId === (mode === 'include')) root.set('_id', { kind: 'named' })
    const flat = [...root.values()].every(({ kind }) => kind === 'named')
    return { mode, fields: root, flat, positional: this.positional }
  }

  private readField(path: string, value: BsonValue): void {
    if (value.type === BsonType.object) {
      const first = new ElementReader(value.bytes, value.start)
      if (!first.next()) throw new CommandError('BadValue', 'An empty sub-projection is not a valid value')
      if (first.name.startsWith('$')) this.readOperator(path, first.name, first.value)
      else this.readFields(`${path}.`, value)
      return
    }
    if (value.type !== BsonType.bool && !isNumeric(value.type))
      throw unsupported(`a computed field in a projection ('${path}')`)
    const wanted = truthOf(value)
    if (path === '_id') {
      this.id = wanted
      return
    }
    if (path.endsWith('.$')) this.readPositional(path, wanted)
    else {
      this.setMode(wanted ? 'include' : 'exclude', path)
      this.add(path, { kind: 'named' })
    }
  }

  private readPositional(path: string, wanted: boolean): void {
    if (!wanted || this.positional)
      throw new CommandError(
        'BadValue',
        `Cannot specify more than one positional proj. per query, nor exclude one: ${path}`,
      )
    this.setMode('include', path)
    this.positional = true
    this.add(path.slice(0, -2), { kind: 'position' })
  }

  private readOperator(path: string, operator: string, operand: BsonValue): void {
    switch (operator) {
      case '$slice':
        this.slices = true
        this.add(path, parseSlice(operand))
        return
      case '$elemMatch':
        if (operand.type !== BsonType.object)
          throw new CommandError(
            'BadValue',
            `elemMatch: Invalid argument, object required, but got something else`,
          )
        this.setMode('include', path)
        this.add(path, { kind: 'elemMatch', matches: elementMatcher(operand) })
        return
      default:
        throw unsupported(`the projection operator ${operator}`)
    }
  }

  private setMode(mode: Projection['mode'], path: string): void {
    if (this.mode !== undefined && this.mode !== mode)
      throw new CommandError(
        mode === 'include' ? 'InclusionInExclusion' : 'ExclusionInInclusion',
        mode === 'include'
          ? `Cannot do inclusion on field ${path} in exclusion projection`
          : `Cannot do exclusion on field ${path} in inclusion projection`,
      )
    this.mode = mode
  }

  private add(path: string, field: ProjectionField): void {
    const parts = path.split('.')
    const last = parts.pop()!
    if ([...parts, last].includes(''))
      throw new CommandError('BadValue', `FieldPath must not have an empty part: '${path}'`)
    let fields = this.root
    for (const part of parts) {
      const existing = fields.get(part) ?? { kind: 'fields', fields: new Map() }
      if (existing.kind !== 'fields') throw collision(path)
      fields.set(part, existing)
      fields = existing.fields
    }
    if (fields.has(last)) throw collision(path)
    fields.set(last, field)
  }
}

function collision(path: string): CommandError {
  return new CommandError('PathCollision', `Path collision at ${path}`)
}

/** `n`, or `[skip, n]`. */
function parseSlice(operand: BsonValue): ProjectionField {
  const numbers = (operand.type === BsonType.array ? elementsOf(operand) : [operand]).map(integerOf)
  const [first, second] = numbers
  const isPair = operand.type === BsonType.array
  if (first === undefined || (isPair && (numbers.length !== 2 || second === undefined || second <= 0)))
    throw new CommandError(
      'BadValue',
      '$slice takes a number, or an array of a number to skip and a positive limit',
    )
  return isPair
    ? { kind: 'slice', skip: first, limit: second! }
    : { kind: 'slice', skip: undefined, limit: first }
}

function elementMatcher(operand: BsonValue): Matcher {
  const self = [...fieldsOf(operand).keys()][0]?.startsWith('$') ?? false
  if (self) return compileFilter({ kind: 'and', filters: parsePredicates(SELF, operand) })
  const matches = compileFilter(parseFilter(operand))
  return (element) => element.type === BsonType.object && matches(element)
}
