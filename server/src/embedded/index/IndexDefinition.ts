import type { Matcher } from '../query/compileFilter.js'
import type { Filter } from '../query/Filter.js'
import type { Path } from '../query/Path.js'

/** An index of a collection. Immutable: a change makes a new one. */
export interface IndexDefinition {
  /** Prefix of the index's keys, never used again for another index. */
  readonly id: number
  readonly name: string
  readonly fields: readonly IndexField[]
  readonly unique: boolean
  readonly sparse: boolean
  /** A TTL index: seconds after the indexed date at which a document goes. */
  readonly expireAfterSeconds: number | undefined
  /** Only documents that match are in the index. */
  readonly partial: PartialFilter | undefined
  /** Per field: whether some document holds an array on the way to it. */
  readonly multikey: readonly boolean[]
  /** Whether some key was too long for the tree and is cut (see `indexKeys`). */
  readonly longKeys: boolean
  /** Still being filled: kept up to date, but not read from. */
  readonly building: boolean
}

export interface IndexField {
  readonly path: Path
  readonly descending: boolean
}

export interface PartialFilter {
  /** The filter document, as it was given. */
  readonly document: Buffer
  readonly filter: Filter
  readonly matches: Matcher
}

export function isMultikey(index: IndexDefinition): boolean {
  return index.multikey.includes(true)
}
