import type { BsonValue } from '../bson/BsonValue.js'
import type { Path } from './Path.js'

/** A parsed filter. */
export type Filter =
  | { kind: 'and' | 'or' | 'nor'; filters: Filter[] }
  | { kind: 'not'; filter: Filter }
  | { kind: 'field'; path: Path; predicate: Predicate }
  | { kind: 'expression'; test: (document: BsonValue) => boolean }

/** What one value is tested for. */
export type Predicate =
  | { op: 'eq' | 'lt' | 'lte' | 'gt' | 'gte'; operand: BsonValue }
  | { op: 'in'; operands: BsonValue[]; patterns: Pattern[] }
  | { op: 'exists' }
  | { op: 'type'; types: ReadonlySet<number> }
  | { op: 'regex'; pattern: Pattern }
  | { op: 'mod'; divisor: bigint; remainder: bigint }
  | { op: 'size'; size: number }
  | { op: 'bits'; mode: 'allSet' | 'allClear' | 'anySet' | 'anyClear'; positions: number[] }
  | {
      op: 'elemMatch'
      filter: Filter /** the filter is on the element itself, not on fields in it */
      self: boolean
    }

export interface Pattern {
  source: string
  flags: string
  regexp: RegExp
}

export const EVERYTHING: Filter = { kind: 'and', filters: [] }

/** Whether it lets every document through. */
export const isEverything = (filter: Filter): boolean => conjuncts(filter).length === 0

/** The filters that all have to hold, nested `$and`s laid flat. */
export function conjuncts(filter: Filter): Filter[] {
  return filter.kind === 'and' ? filter.filters.flatMap(conjuncts) : [filter]
}
