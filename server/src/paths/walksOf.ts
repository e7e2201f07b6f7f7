import { DEVICES, type Segment, type SegmentView } from '../segments/segment.js'
import type { ParsedPathsQuery } from './pathsQuery.js'
import { ANY_PAGE, EXCLUDED, readWalk } from './readWalk.js'

/**
 * Takes a walk: `length` pages (at least one) from `first` on of an array that is used again for the next walk. The first
 * of them stands at step `step`.
 */
export type WalkVisitor = (walk: Int32Array, first: number, length: number, step: number) => void

export interface Walks {
  /** Pages by their numbers. */
  pages: readonly string[]
  /** Goes through the walks of all sessions that the query keeps. */
  forEach(visit: WalkVisitor): void
}

/** The walks of the sessions of some segments, as a paths query asks for them. */
export function walksOf(views: readonly SegmentView[], query: ParsedPathsQuery): Walks {
  const { from, to, depth } = query
  const { pages, numbers } = numberPages(views, new Set(query.exclude))
  const numberOf = (page: string | undefined) => (page === undefined ? ANY_PAGE : pages.indexOf(page))
  const rules = { start: numberOf(query.start), end: numberOf(query.end), depth }
  const isKept = rules.start !== NOT_FOUND && rules.end !== NOT_FOUND
  const isAlignedAtEnd = rules.end !== ANY_PAGE && rules.start === ANY_PAGE
  const device = query.device === null ? null : DEVICES.indexOf(query.device)
  const walk = new Int32Array(views.reduce((most, { segment }) => Math.max(most, longestSession(segment)), 0))

  const forEach = (visit: WalkVisitor) => {
    for (const [index, { segment, masked }] of views.entries()) {
      const { count, start, device: devices, firstView } = segment.sessions
      const { page } = segment.views
      const ofSegment = numbers[index]!
      for (let row = 0; row < count; row++) {
        if (start[row]! < from || start[row]! >= to) continue
        if ((masked !== null && masked[row] !== 0) || (device !== null && devices[row] !== device)) continue
        const length = readWalk(page, firstView[row]!, firstView[row + 1]!, ofSegment, rules, walk)
        if (length === 0) continue
        if (!isAlignedAtEnd) visit(walk, 0, Math.min(length, depth), 0)
        else if (length <= depth) visit(walk, 0, length, depth - length)
        else visit(walk, length - depth, depth, 0)
      }
    }
  }
  return { pages, forEach: isKept ? forEach : () => {} }
}

const NOT_FOUND = -1

/** Gives the pages of all segments numbers, and tells for each segment the number of each entry of its dictionary. */
function numberPages(views: readonly SegmentView[], excluded: ReadonlySet<string>) {
  const numberOf = new Map<string, number>()
  const numbers = views.map(({ segment }) =>
    Int32Array.from(segment.dictionaries.pages, (page) => {
      if (excluded.has(page)) return EXCLUDED
      const number = numberOf.get(page) ?? numberOf.size
      numberOf.set(page, number)
      return number
    }),
  )
  return { pages: [...numberOf.keys()], numbers }
}

/** The most views that a session has. */
function longestSession({ sessions: { count, firstView } }: Segment): number {
  let most = 0
  for (let row = 0; row < count; row++) most = Math.max(most, firstView[row + 1]! - firstView[row]!)
  return most
}
