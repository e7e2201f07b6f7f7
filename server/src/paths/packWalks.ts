import { DEVICES, type SegmentView } from '../segments/segment.js'
import type { ParsedPathsQuery } from './pathsQuery.js'

/** The walks of many sessions, one after another in one array. */
export interface PackedWalks {
  /** Pages by their numbers. */
  pages: readonly string[]
  /** How many walks there are. */
  count: number
  /** Each walk as its length, at least 1, and then the numbers of its pages. */
  packed: Int32Array
}

const EXCLUDED = -1
/** No page has this number. */
const NONE = -2

/** Reads the walks of the sessions that a paths query keeps, cut to its depth. */
export function packWalks(views: readonly SegmentView[], query: ParsedPathsQuery): PackedWalks {
  const { from, to, depth, exclude } = query
  const { pages, numbers } = numberPages(views, new Set(exclude))
  const start = query.start === undefined ? null : pages.indexOf(query.start)
  const end = query.end === undefined ? null : pages.indexOf(query.end)
  // A page that no session visited.
  if (start === -1 || end === -1) return { pages, count: 0, packed: new Int32Array(0) }
  const device = query.device === null ? null : DEVICES.indexOf(query.device)
  const rules = { start: start ?? NONE, end: end ?? NONE, depth }
  let packed: Int32Array = new Int32Array(0)
  let used = 0
  let walks = 0
  for (const [index, { segment, masked }] of views.entries()) {
    const { count, start: starts, device: devices, firstView } = segment.sessions
    packed = withRoom(packed, used, count + segment.views.count)
    for (let row = 0; row < count; row++) {
      if (starts[row]! < from || starts[row]! >= to) continue
      if ((masked !== null && masked[row] !== 0) || (device !== null && devices[row] !== device)) continue
      const length = readWalk(
        segment.views.page,
        firstView[row]!,
        firstView[row + 1]!,
        numbers[index]!,
        rules,
        packed,
        used + 1,
      )
      if (length === 0) continue
      packed[used] = length
      used += length + 1
      walks++
    }
  }
  return { pages, count: walks, packed: packed.subarray(0, used) }
}

interface WalkRules {
  /** The page that a walk begins with, or NONE for any. */
  start: number
  /** The page that a walk ends with, or NONE for any. */
  end: number
  depth: number
}

/** Puts the walk of one session into `packed` from `at` on and returns its length; 0 for a session that is not kept. */
function readWalk(
  pages: Uint32Array,
  first: number,
  last: number,
  numbers: Int32Array,
  { start, end, depth }: WalkRules,
  packed: Int32Array,
  at: number,
): number {
  let length = 0
  let previous = EXCLUDED
  for (let view = first; view < last; view++) {
    const page = numbers[pages[view]!]!
    if (page === EXCLUDED || page === previous) continue
    previous = page
    if (length === 0 && start !== NONE && page !== start) continue
    packed[at + length++] = page
    if (end === NONE) {
      if (length === depth) return depth
    } else if (page === end && (length > 1 || start === NONE)) {
      if (length <= depth) return length
      if (start === NONE) packed.copyWithin(at, at + length - depth, at + length)
      return depth
    }
  }
  return end === NONE ? length : 0
}

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

/** The array with room for more entries after those in use. */
function withRoom(packed: Int32Array, used: number, more: number): Int32Array {
  if (used + more <= packed.length) return packed
  const longer = new Int32Array(Math.max(used + more, packed.length * 2))
  longer.set(packed.subarray(0, used))
  return longer
}
