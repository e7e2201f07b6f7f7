import type { JourneyView } from '../segments/segment.js'
import type { ParsedPathsQuery } from './pathsQuery.js'
import { ANY_PAGE, readWalk } from './readWalk.js'
import { type WalkScan, walkScans } from './walkScans.js'

/**
 * Takes a walk: `length` pages (at least one) from `first` on of an array that is used again for the next walk. The first
 * of them stands at step `step`.
 */
export type WalkVisitor = (walk: Int32Array, first: number, length: number, step: number) => void

export interface Walks {
  /** Goes through the walks of all sessions that the query keeps. */
  forEach(visit: WalkVisitor): void
  /** The segments, where walks are the sessions' first pages just as they were; else null. */
  plain: readonly WalkScan[] | null
}

/** The walks of the sessions of some segments, as a paths query asks for them; see `walkScans`. */
export function walksOf(
  views: readonly JourneyView[],
  pages: readonly string[],
  query: ParsedPathsQuery,
): Walks {
  const { depth } = query
  const scans = walkScans(views, pages, query)
  const numberOf = (page: string | undefined) => (page === undefined ? ANY_PAGE : pages.indexOf(page))
  const rules = { start: numberOf(query.start), end: numberOf(query.end), depth }
  const isKept = rules.start !== NOT_FOUND && rules.end !== NOT_FOUND
  const isAlignedAtEnd = rules.end !== ANY_PAGE && rules.start === ANY_PAGE

  const forEach = (visit: WalkVisitor) => {
    const walk = new Int32Array(scans.reduce((most, scan) => Math.max(most, longestWalk(scan)), 0))
    for (const { walks, numbers, begin, end, isKept } of scans) {
      for (let row = begin; row < end; row++) {
        if (isKept !== null && isKept[row] === 0) continue
        const length = readWalk(walks.pages, walks.first[row]!, walks.first[row + 1]!, numbers, rules, walk)
        if (length === 0) continue
        if (!isAlignedAtEnd) visit(walk, 0, Math.min(length, depth), 0)
        else if (length <= depth) visit(walk, 0, length, depth - length)
        else visit(walk, length - depth, depth, 0)
      }
    }
  }
  const isPlain = rules.start === ANY_PAGE && rules.end === ANY_PAGE
  return { forEach: isKept ? forEach : () => {}, plain: isPlain ? scans : null }
}

const NOT_FOUND = -1

/** The most pages that a session went through. */
function longestWalk({ walks: { first } }: WalkScan): number {
  let most = 0
  for (let row = 0; row + 1 < first.length; row++) most = Math.max(most, first[row + 1]! - first[row]!)
  return most
}
