import type { IndexDefinition } from '../index/IndexDefinition.js'
import type { KeyRange } from '../index/keyRanges.js'

/** How documents are found. */
export type Plan = CollectionScan | IndexScan | UnionScan

interface Found {
  /** Everything that is found matches the filter: it need not be tested again. */
  exact: boolean
  /** It is found in the order that was asked for. */
  sorted: boolean
  /** A document may be found more than once. */
  doubles: boolean
}

/** All documents, in order of insertion or against it. */
export interface CollectionScan extends Found {
  kind: 'collection'
  reverse: boolean
}

/** The documents in some stretches of an index. */
export interface IndexScan extends Found {
  kind: 'index'
  index: IndexDefinition
  ranges: KeyRange[]
  reverse: boolean
}

/** One stretch after the other of several indexes: the branches of an `$or`. */
export interface UnionScan extends Found {
  kind: 'union'
  branches: IndexScan[]
}
