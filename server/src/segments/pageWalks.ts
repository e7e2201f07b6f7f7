import { entryOffsets } from './entries.js'
import { type JourneySegment, KIND } from './segment.js'

/** The pages that each session went through, repeats in a row collapsed. */
export interface PageWalks {
  /** Indices in the dictionary of pages. */
  readonly pages: Uint16Array | Uint32Array
  /** Session s has the pages [first[s], first[s + 1]). */
  readonly first: Uint32Array
}

const known = new WeakMap<JourneySegment, PageWalks>()

/** Finds a segment's page walks, once. */
export function pageWalksOf(segment: JourneySegment): PageWalks {
  let walks = known.get(segment)
  if (walks === undefined) {
    walks = findWalks(segment)
    known.set(segment, walks)
  }
  return walks
}

function findWalks({ dictionaries, sessions, journeys: { entries } }: JourneySegment): PageWalks {
  const pagesEnd = entryOffsets(dictionaries)[KIND.view + 1]!
  const pages = entries.slice()
  const first = new Uint32Array(sessions.count + 1)
  let count = 0
  for (let s = 0; s < sessions.count; s++) {
    for (let e = sessions.firstEvent[s]!; e < sessions.firstEvent[s + 1]!; e++) {
      const page = entries[e]!
      // Views have the first entries, in the order of their dictionary.
      if (page < pagesEnd && (count === first[s] || pages[count - 1] !== page)) pages[count++] = page
    }
    first[s + 1] = count
  }
  return { pages: pages.slice(0, count), first }
}
