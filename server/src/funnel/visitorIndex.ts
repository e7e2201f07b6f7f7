import type { JourneySegment } from '../segments/segment.js'
import { VisitorIds } from '../segments/VisitorIds.js'
import { traitsOf } from './segmentTraits.js'

/** The visitors of some segments, numbered; sessions are numbered through all segments in turn. */
export interface VisitorIndex {
  readonly visitors: number
  /** For each session the number of its visitor. */
  readonly visitorOf: Uint32Array
  /** Visitor v has the entries [first[v], first[v + 1]) of `sessions`: session numbers, by start and then digest. */
  readonly first: Uint32Array
  readonly sessions: Uint32Array
  /**
   * For each visitor 1 if its events, session after session by number, are not in order of time, or two of them are of the
   * same time.
   */
  readonly tangled: Uint8Array
}

/**
 * Indexes the sessions of segments by visitor. The last few indexes are kept for as long as their first segment is, for
 * reports ask for the same segments again and again.
 */
export function visitorIndexOf(segments: readonly JourneySegment[]): VisitorIndex {
  const [key] = segments
  if (key === undefined) return indexVisitors([])
  const kept = indexes.get(key) ?? []
  const known = kept.find((entry) => isOf(entry, segments))
  const entry = known ?? {
    index: indexVisitors(segments),
    segments: segments.map((segment) => new WeakRef(segment)),
  }
  indexes.set(key, [entry, ...kept.filter((other) => other !== known)].slice(0, INDEXES_KEPT))
  return entry.index
}

interface KeptIndex {
  index: VisitorIndex
  /** Held weakly, so that an index keeps no segment in memory. */
  segments: WeakRef<JourneySegment>[]
}

const INDEXES_KEPT = 2
const indexes = new WeakMap<JourneySegment, KeptIndex[]>()

function isOf(entry: KeptIndex, segments: readonly JourneySegment[]): boolean {
  if (entry.segments.length !== segments.length) return false
  return entry.segments.every((reference, i) => reference.deref() === segments[i])
}

function indexVisitors(segments: readonly JourneySegment[]): VisitorIndex {
  const total = segments.reduce((sum, { sessions }) => sum + sessions.count, 0)
  const numbers = new VisitorIds(total)
  const visitorOf = new Uint32Array(total)
  const start = new Float64Array(total)
  const digest = new Float64Array(total)
  // By visitor: when its latest session so far ended.
  const ended = new Float64Array(total).fill(Number.NEGATIVE_INFINITY)
  const tangled = new Uint8Array(total)
  let session = 0
  for (const segment of segments) {
    const { sessions } = segment
    const { tied } = traitsOf(segment)
    start.set(sessions.start.subarray(0, sessions.count), session)
    digest.set(sessions.session.subarray(0, sessions.count), session)
    for (let row = 0; row < sessions.count; row++) {
      const visitor = numbers.of(sessions.visitor[row]!)
      visitorOf[session++] = visitor
      if (tied[row] === 1 || sessions.start[row]! <= ended[visitor]!) tangled[visitor] = 1
      ended[visitor] = Math.max(ended[visitor]!, sessions.end[row]!)
    }
  }

  // Counting sort: how many sessions each visitor has, where they end, and then each put before the one put last.
  const first = new Uint32Array(numbers.count + 1)
  for (const visitor of visitorOf) first[visitor]!++
  for (let visitor = 0, end = 0; visitor <= numbers.count; visitor++) {
    end += first[visitor]!
    first[visitor] = end
  }
  const sessions = new Uint32Array(total)
  while (session-- > 0) sessions[--first[visitorOf[session]!]!] = session
  const byStart = (a: number, b: number) => start[a]! - start[b]! || digest[a]! - digest[b]!
  for (let visitor = 0; visitor < numbers.count; visitor++) {
    if (tangled[visitor] === 1) sessions.subarray(first[visitor], first[visitor + 1]).sort(byStart)
  }
  return { visitors: numbers.count, visitorOf, first, sessions, tangled: tangled.slice(0, numbers.count) }
}
