/** How the page views of a session become a walk. Pages are told by number. */
export interface WalkRules {
  /** The page that a walk begins with, or ANY_PAGE. */
  start: number
  /** The page that a walk ends with, or ANY_PAGE. */
  end: number
  /** How many pages of a walk count at most. */
  depth: number
}

export const ANY_PAGE = -2

/** In place of a page's number: its views do not count. */
export const EXCLUDED = -1

/**
 * Reads the walk of one session into `walk`, repeats in a row collapsed, and returns how many pages it has; 0 for a session
 * that is not kept. Without an `end` it reads no more than `depth` pages.
 * @param pages pages in order of time; those from `first` up to `last` are the session's
 * @param numbers the number of each page
 * @param walk must have room for all views of the session
 */
export function readWalk(
  pages: Uint16Array | Uint32Array,
  first: number,
  last: number,
  numbers: Int32Array,
  { start, end, depth }: WalkRules,
  walk: Int32Array,
): number {
  const most = end === ANY_PAGE ? depth : Number.POSITIVE_INFINITY
  let length = 0
  let previous = EXCLUDED
  for (let place = first; place < last && length < most; place++) {
    const page = numbers[pages[place]!]!
    if (page === EXCLUDED || page === previous) continue
    previous = page
    if (length === 0 && start !== ANY_PAGE && page !== start) continue
    walk[length++] = page
    // A walk from `start` ends after it, even where both are the same page.
    if (page === end && (length > 1 || start === ANY_PAGE)) return length
  }
  return end === ANY_PAGE ? length : 0
}
