import type { BsonValue } from '../bson/BsonValue.js'
import type { DocumentNode } from '../bson/DocumentTree.js'
import type { Matcher } from '../query/compileFilter.js'
import type { Slot } from './Slot.js'

/** One operator on one path. */
export interface Change {
  /** The path's parts, positional ones (`$`, `$[]`, `$[name]`) among them. */
  parts: string[]
  /** Make what is missing on the way. */
  create: boolean
  /** Only when a document is inserted. */
  onInsert: boolean
  apply(slot: Slot, context: UpdateContext): void
  /** For `$rename`: where the field goes. */
  target?: string[]
}

/** What an update knows besides the document. */
export interface UpdateContext {
  root: DocumentNode
  inserting: boolean
  /** Position of the array element that the filter matched, or -1: what `$` stands for. */
  position: number
  arrayFilters: ReadonlyMap<string, Matcher>
  now: Date
}

/** Reads the operand of an operator, or refuses it. */
export type OperatorParser = (operand: BsonValue, path: string) => Pick<Change, 'create' | 'apply'>
