import { CommandError } from '../errors.js'
import { type IndexDefinition, isMultikey } from '../index/IndexDefinition.js'
import { keyRanges } from '../index/keyRanges.js'
import { conjuncts, type Filter, isEverything } from '../query/Filter.js'
import { type Condition, type IndexBounds, indexBounds, indexConditions } from './indexBounds.js'
import type { IndexScan, Plan } from './Plan.js'
import { partialImplied } from './partialImplied.js'
import type { Sort } from './Sort.js'

export interface Question {
  filter: Filter
  sort?: Sort | undefined
  /** Use this index only (name, or key as a sort), or none (`$natural`). */
  hint?: string | Sort | undefined
}

/**
 * Chooses how to find the documents for a filter in a sort order: by the index that binds the most leading fields to
 * single values, of those one that bounds the next field or gives the order. Rules rather than estimates, so that the
 * same question is always answered the same way.
 *
 * @throws CommandError for a hint at an index that is not there
 */
export function choosePlan(indexes: readonly IndexDefinition[], question: Question): Plan {
  const { filter, sort, hint } = question
  const natural = naturalOrder(sort, hint)
  if (natural) return collectionScan(filter, natural === -1, sort === undefined || 'natural' in sort)
  const usable = hint ? [hinted(indexes, hint)] : indexes
  const best = bestIndex(usable, filter, sort, hint !== undefined)
  if (!best?.bound) {
    const union = unionScan(usable, filter, sort)
    if (union) return union
  }
  return best?.scan ?? collectionScan(filter, false, sort === undefined)
}

function naturalOrder(sort: Sort | undefined, hint: Question['hint']): 1 | -1 | undefined {
  if (sort && 'natural' in sort) return sort.natural
  return typeof hint === 'object' && 'natural' in hint ? hint.natural : undefined
}

function collectionScan(filter: Filter, reverse: boolean, sorted: boolean): Plan {
  return { kind: 'collection', reverse, sorted, exact: isEverything(filter), doubles: false }
}

function hinted(indexes: readonly IndexDefinition[], hint: string | Sort): IndexDefinition {
  const found = indexes.find((index) =>
    typeof hint === 'string' ? index.name === hint : 'fields' in hint && sameKey(index, hint.fields),
  )
  if (!found || found.building)
    throw new CommandError(
      'BadValue',
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    )
  return found
}

export function sameKey(index: IndexDefinition, fields: IndexDefinition['fields']): boolean {
  return (
    index.fields.length === fields.length &&
    index.fields.every(
      ({ path, descending }, i) => path.text === fields[i]!.path.text && descending === fields[i]!.descending,
    )
  )
}

interface Candidate {
  scan: IndexScan
  score: number
  /** The filter narrows it down. */
  bound: boolean
  /** It gives the order that was asked for. */
  ordered: boolean
}

function bestIndex(
  indexes: readonly IndexDefinition[],
  filter: Filter,
  sort: Sort | undefined,
  forced: boolean,
): Candidate | undefined {
  const conditions = indexConditions(filter)
  let best: Candidate | undefined
  for (const index of indexes) {
    const candidate = consider(index, filter, conditions, sort)
    if (!candidate || !(candidate.bound || candidate.ordered || forced)) continue
    if (!best || candidate.score > best.score) best = candidate
  }
  return best
}

function consider(
  index: IndexDefinition,
  filter: Filter,
  conditions: readonly Condition[],
  sort: Sort | undefined,
): Candidate | undefined {
  if (index.building) return undefined
  if (index.partial && !partialImplied(index.partial.filter, filter)) return undefined
  const bounds = indexBounds(index, conditions)
  // a sparse index leaves out documents that have none of its fields
  if (index.sparse && !bounds.fields.some((intervals) => intervals.every(isPresent))) return undefined
  const { ranges, used, widened } = keyRanges(index, bounds.fields)
  const covered = new Set(bounds.covered.slice(0, used).flat())
  const order = sort && 'fields' in sort ? givenOrder(index, bounds, used, sort.fields) : undefined
  return {
    bound: used > 0,
    ordered: order !== undefined,
    score: score(index, bounds, used, order !== undefined),
    scan: {
      kind: 'index',
      index,
      ranges,
      reverse: order === 'reverse',
      sorted: sort === undefined || order !== undefined,
      exact: !widened && conjuncts(filter).every((each) => covered.has(each)),
      doubles: isMultikey(index),
    },
  }
}

/** Nothing in the interval stands for a missing field: null and below begin with smaller bytes than any other value. */
function isPresent(interval: { start: Buffer }): boolean {
  return interval.start[0]! >= 0x20
}

function score(index: IndexDefinition, bounds: IndexBounds, used: number, ordered: boolean): number {
  const fields = bounds.fields.slice(0, used)
  const single = fields.filter(isSingle).length
  const points = fields.filter((intervals) => intervals.every(({ point }) => point)).length
  if (index.unique && single === index.fields.length) return Number.MAX_SAFE_INTEGER
  const range = fields.length - points
  return points * 100 + single * 10 + range * 60 + (ordered ? 30 : 0) - index.fields.length
}

function isSingle(intervals: readonly { point: boolean }[]): boolean {
  return intervals.length === 1 && intervals[0]!.point
}

/** Whether reading the index forwards or backwards gives the sort order. */
function givenOrder(
  index: IndexDefinition,
  bounds: IndexBounds,
  used: number,
  sort: IndexDefinition['fields'],
): 'forward' | 'reverse' | undefined {
  if (index.longKeys) return undefined
  const constant = (i: number) => i < used && isSingle(bounds.fields[i]!)
  const isConstant = (name: string) =>
    index.fields.some(({ path }, i) => path.text === name && constant(i) && !index.multikey[i])
  const wanted = sort.filter(({ path }) => !isConstant(path.text))
  let direction: boolean | undefined
  let at = 0
  for (const field of wanted) {
    while (at < index.fields.length && index.fields[at]!.path.text !== field.path.text && constant(at)) at++
    const own = index.fields[at]
    if (!own || own.path.text !== field.path.text || index.multikey[at]) return undefined
    const turned = own.descending !== field.descending
    if (direction !== undefined && direction !== turned) return undefined
    direction = turned
    at++
  }
  return direction ? 'reverse' : 'forward'
}

/** When each branch of an `$or` has an index, they are read one after the other. */
function unionScan(
  indexes: readonly IndexDefinition[],
  filter: Filter,
  sort: Sort | undefined,
): Plan | undefined {
  const all = conjuncts(filter)
  for (const or of all) {
    if (or.kind !== 'or') continue
    const rest = all.filter((each) => each !== or)
    const branches = or.filters.map((branch) =>
      bestIndex(indexes, { kind: 'and', filters: [branch, ...rest] }, undefined, false),
    )
    if (!branches.every((branch) => branch?.bound)) continue
    return {
      kind: 'union',
      branches: branches.map((branch) => branch!.scan),
      exact: false,
      sorted: sort === undefined,
      doubles: true,
    }
  }
  return undefined
}
