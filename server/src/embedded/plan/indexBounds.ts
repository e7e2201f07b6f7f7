import type { IndexDefinition } from '../index/IndexDefinition.js'
import { type Bounds, type Interval, intersect, predicateBounds } from '../index/Interval.js'
import { conjuncts, type Filter } from '../query/Filter.js'

/** One condition of a filter on one field, with the keys that it allows. */
export interface Condition {
  path: string
  bounds: Bounds
  /** The conjunct of the filter that it comes from. */
  source: Filter
}

/** The conditions of a filter that an index can serve. */
export function indexConditions(filter: Filter): Condition[] {
  return conjuncts(filter).flatMap((source) => conditionsOf(source))
}

function conditionsOf(source: Filter): Condition[] {
  if (source.kind !== 'field') return []
  const { path, predicate } = source
  if (predicate.op !== 'elemMatch') {
    const bounds = predicateBounds(predicate)
    return bounds ? [{ path: path.text, bounds, source }] : []
  }
  // some element matches, so the index holds a key for it; that all hold for one element is tested on the document
  return indexConditions(predicate.filter).map((inner) => ({
    path: inner.path === '' ? path.text : `${path.text}.${inner.path}`,
    bounds: { ...inner.bounds, exact: false },
    source,
  }))
}

/** What the leading fields of an index are bound to. */
export interface IndexBounds {
  /** Per field, from the first on. */
  fields: Interval[][]
  /** Per field, the conjuncts of the filter that the intervals fully stand for. */
  covered: Filter[][]
}

/** Bounds for the leading fields of an index, up to the first that is not bound to single values. */
export function indexBounds(index: IndexDefinition, conditions: readonly Condition[]): IndexBounds {
  const result: IndexBounds = { fields: [], covered: [] }
  let crossed = false
  for (let i = 0; i < index.fields.length; i++) {
    const { path } = index.fields[i]!
    const multikey = index.multikey[i]!
    // two fields of one array: their keys may come from different elements
    if (multikey && crossed) break
    const own = conditions.filter((condition) => condition.path === path.text)
    if (own.length === 0) break
    const chosen = multikey ? [narrowest(own)] : own
    const intervals = combine(chosen)
    result.fields.push(intervals)
    result.covered.push(chosen.filter(({ bounds }) => bounds.exact).map(({ source }) => source))
    crossed ||= multikey
    if (!intervals.every(({ point }) => point)) break
  }
  return result
}

/** Of an array's elements each may satisfy another condition, so only one can be used: the one with the least width. */
function narrowest(conditions: Condition[]): Condition {
  const width = ({ bounds }: Condition) =>
    bounds.intervals.every(({ point }) => point) ? bounds.intervals.length : Number.MAX_SAFE_INTEGER
  return conditions.reduce((best, each) => (width(each) < width(best) ? each : best))
}

function combine(conditions: Condition[]): Interval[] {
  return conditions
    .map(({ bounds }) => bounds.intervals)
    .reduce((some, others) => some.flatMap((a) => others.flatMap((b) => intersect(a, b) ?? [])))
}
