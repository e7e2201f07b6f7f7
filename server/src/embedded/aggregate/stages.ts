import { Lazy } from 'mingo/lazy'
import { $addFields, $project } from 'mingo/operators/pipeline'
import {
  BsonType,
  type BsonValue,
  decodeDocument,
  decodeValue,
  encodeDocument,
  encodeValue,
  textOf,
} from '../bson/BsonValue.js'
import { elementsOf, fieldsOf } from '../bson/ElementReader.js'
import { integerOf, isNumeric } from '../bson/numbers.js'
import { CommandError, unsupported } from '../errors.js'
import { parseSort, sortKey } from '../plan/Sort.js'
import { compileFilter } from '../query/compileFilter.js'
import { project } from '../query/Projection.js'
import { parseFilter } from '../query/parseFilter.js'
import { parseProjection } from '../query/parseProjection.js'
import {
  asCommandError,
  compileExpression,
  type Doc,
  evaluate,
  isPlain,
  OPTIONS,
  validateExpression,
} from './expressions.js'
import { parseGroup } from './group.js'
import { parseUnwind } from './unwind.js'

/** One stage of a pipeline. */
export interface Stage {
  name: string
  /** The stage's argument. */
  operand: BsonValue
  /** It looks at one document at a time. */
  single: boolean
  apply(documents: Doc[]): Doc[]
}

type StageParser = (operand: BsonValue) => Pick<Stage, 'single' | 'apply'>

/** Stages that MongoDB has and the store has not. */
const UNSUPPORTED = new Set([
  '$bucket',
  '$bucketAuto',
  '$changeStream',
  '$changeStreamSplitLargeEvent',
  '$collStats',
  '$currentOp',
  '$densify',
  '$documents',
  '$fill',
  '$geoNear',
  '$graphLookup',
  '$indexStats',
  '$listLocalSessions',
  '$listSessions',
  '$lookup',
  '$merge',
  '$out',
  '$planCacheStats',
  '$redact',
  '$search',
  '$searchMeta',
  '$setWindowFields',
  '$unionWith',
  '$vectorSearch',
])

const PARSERS: Record<string, StageParser> = {
  $match: (operand) => {
    if (operand.type !== BsonType.object)
      throw new CommandError('BadValue', 'the match filter must be an expression in an object')
    const matches = compileFilter(parseFilter(operand, compileExpression))
    return each((document) => (matches(encodeValue(document)) ? [document] : []))
  },
  $project: parseProject,
  $addFields: parseAddFields,
  $set: parseAddFields,
  $unset: (operand) => {
    const names = (operand.type === BsonType.array ? elementsOf(operand) : [operand]).map((value) => {
      if (value.type !== BsonType.string || textOf(value) === '')
        throw new CommandError('BadValue', '$unset specification must be a string or an array of strings')
      return textOf(value)
    })
    return parseProject(encodeValue(Object.fromEntries(names.map((name) => [name, 0]))))
  },
  $group: (operand) => ({ single: false, apply: parseGroup(decodeValue(operand)) }),
  $sort: (operand) => {
    const sort = operand.type === BsonType.object ? parseSort(operand) : undefined
    if (!sort || 'natural' in sort)
      throw new CommandError('BadValue', 'the $sort stage must have at least one sort key, and no $natural')
    return {
      single: false,
      apply: (documents) =>
        documents
          .map((document) => ({ document, key: sortKey(sort.fields, encodeValue(document)) }))
          .sort((a, b) => a.key.compare(b.key))
          .map(({ document }) => document),
    }
  },
  $limit: (operand) => {
    const limit = stageCount('$limit', operand, 1)
    return { single: false, apply: (documents) => documents.slice(0, limit) }
  },
  $skip: (operand) => {
    const skip = stageCount('$skip', operand, 0)
    return { single: false, apply: (documents) => documents.slice(skip) }
  },
  $count: (operand) => {
    const name = operand.type === BsonType.string ? textOf(operand) : ''
    if (name === '' || name.startsWith('$') || name.includes('.'))
      throw new CommandError('BadValue', 'the count field must be a non-empty string without $ or .')
    return {
      single: false,
      apply: (documents) => (documents.length === 0 ? [] : [{ [name]: documents.length }]),
    }
  },
  $sortByCount: (operand) => {
    const group = parseGroup({ _id: decodeValue(operand), count: { $sum: 1 } })
    return {
      single: false,
      apply: (documents) => group(documents).sort((a, b) => (b.count as number) - (a.count as number)),
    }
  },
  $unwind: (operand) => ({ single: true, apply: parseUnwind(decodeValue(operand)) }),
  $replaceRoot: (operand) => {
    const spec = decodeValue(operand)
    if (!isPlain(spec) || Object.keys(spec).join() !== 'newRoot')
      throw new CommandError('BadValue', '$replaceRoot takes an object with the field newRoot')
    return parseReplace(spec.newRoot)
  },
  $replaceWith: (operand) => parseReplace(decodeValue(operand)),
  $facet: (operand) => {
    if (operand.type !== BsonType.object || fieldsOf(operand).size === 0)
      throw new CommandError('BadValue', 'the $facet specification must be a non-empty object')
    const facets = [...fieldsOf(operand)].map(([name, value]) => {
      const stages = parsePipeline(value)
      if (stages.some((stage) => stage.name === '$facet'))
        throw new CommandError('BadValue', '$facet is not allowed to be used within a $facet stage')
      return { name, stages }
    })
    return {
      single: false,
      apply: (documents) => [
        Object.fromEntries(facets.map(({ name, stages }) => [name, applyStages(stages, documents)])),
      ],
    }
  },
  $sample: (operand) => {
    const size = operand.type === BsonType.object ? fieldsOf(operand).get('size') : undefined
    const count = stageCount('$sample', size ?? operand, 1)
    return { single: false, apply: (documents) => sample(documents, count) }
  },
}

/** @throws CommandError 40324 for a stage that is unknown, 115 for one that is not supported */
export function parsePipeline(value: BsonValue): Stage[] {
  if (value.type !== BsonType.array)
    throw new CommandError('TypeMismatch', "'pipeline' option must be specified as an array")
  return elementsOf(value).map((stage) => {
    const fields = stage.type === BsonType.object ? [...fieldsOf(stage)] : []
    const [name, operand] = fields[0] ?? []
    if (fields.length !== 1 || name === undefined || operand === undefined)
      throw new CommandError(
        'BadValue',
        'A pipeline stage specification object must contain exactly one field.',
      )
    const parse = PARSERS[name]
    if (parse) return { name, operand, ...parse(operand) }
    if (UNSUPPORTED.has(name)) throw unsupported(`the aggregation stage ${name}`)
    throw new CommandError('UnrecognizedPipelineStage', `Unrecognized pipeline stage name: '${name}'`)
  })
}

export function applyStages(stages: readonly Stage[], documents: Doc[]): Doc[] {
  return stages.reduce((some, stage) => stage.apply(some), documents)
}

function each(change: (document: Doc) => Doc[]): Pick<Stage, 'single' | 'apply'> {
  return { single: true, apply: (documents) => documents.flatMap(change) }
}

/** A projection without computed fields is done on the document's bytes. */
function parseProject(operand: BsonValue): Pick<Stage, 'single' | 'apply'> {
  if (operand.type !== BsonType.object || fieldsOf(operand).size === 0)
    throw new CommandError('BadValue', '$project specification must be a non-empty object')
  if (isPlainProjection(operand)) {
    const projection = parseProjection(operand)
    return each((document) => [
      projection ? decodeDocument(project(projection, encodeDocument(document), -1)) : document,
    ])
  }
  const spec = decodeValue(operand) as Doc
  validateExpression(spec)
  return fromMingo((documents) => $project(Lazy(documents), spec, OPTIONS).collect())
}

/** Only fields to keep or to leave out. */
export function isPlainProjection(operand: BsonValue): boolean {
  return [...fieldsOf(operand)].every(([name, value]) => {
    if (name.startsWith('$')) return false
    if (value.type === BsonType.object) return fieldsOf(value).size > 0 && isPlainProjection(value)
    return value.type === BsonType.bool || isNumeric(value.type)
  })
}

function parseAddFields(operand: BsonValue): Pick<Stage, 'single' | 'apply'> {
  const spec = decodeValue(operand)
  if (!isPlain(spec) || Object.keys(spec).length === 0)
    throw new CommandError('BadValue', '$addFields specification stage must be a non-empty object')
  validateExpression(spec)
  return fromMingo((documents) => $addFields(Lazy(documents), spec, OPTIONS).collect())
}

function fromMingo(apply: (documents: Doc[]) => unknown[]): Pick<Stage, 'single' | 'apply'> {
  return {
    single: true,
    apply: (documents) => {
      try {
        return apply(structuredCopies(documents)) as Doc[]
      } catch (error) {
        throw asCommandError(error)
      }
    },
  }
}

/** mingo writes into nested documents that its results share with its input; another facet may need them as they were. */
function structuredCopies(documents: Doc[]): Doc[] {
  return documents.map((document) => copy(document) as Doc)
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy)
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copy(inner)]))
}

function parseReplace(expression: unknown): Pick<Stage, 'single' | 'apply'> {
  validateExpression(expression)
  return each((document) => {
    const root = evaluate(document, expression)
    if (!isPlain(root)) throw new CommandError('BadValue', "'newRoot' expression must evaluate to an object")
    return [root]
  })
}

function stageCount(name: string, operand: BsonValue, least: number): number {
  const count = integerOf(operand)
  if (count === undefined || count < least)
    throw new CommandError(
      'BadValue',
      `invalid argument to ${name} stage: an integer from ${least} is needed`,
    )
  return count
}

function sample(documents: Doc[], count: number): Doc[] {
  const shuffled = [...documents]
  for (let i = 0; i < Math.min(count, shuffled.length); i++) {
    const other = i + Math.floor(Math.random() * (shuffled.length - i))
    const picked = shuffled[other]!
    shuffled[other] = shuffled[i]!
    shuffled[i] = picked
  }
  return shuffled.slice(0, count)
}
