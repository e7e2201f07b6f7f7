import { type Dictionaries, KIND } from './segment.js'

/**
 * Gives what an event can name (a page, a selector, a form with an action, a name) one number over all kinds: an event's
 * entry is `offsets[kind] + what`. The last offset is the number of entries.
 */
export function entryOffsets(dictionaries: Dictionaries): Uint32Array {
  const offsets = new Uint32Array(KINDS.length + 1)
  for (const kind of KINDS) offsets[kind + 1] = offsets[kind]! + namesOf(dictionaries, kind).length
  return offsets
}

/** What events of a kind name. */
export function namesOf({ pages, selectors, names, forms }: Dictionaries, kind: number): readonly string[] {
  if (kind === KIND.view) return pages
  if (kind === KIND.click) return selectors
  return kind === KIND.custom ? names : forms
}

/** All kinds, in order. */
export const KINDS: readonly number[] = Object.values(KIND)
