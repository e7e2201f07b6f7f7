import type { Segment } from '../segments/segment.js'
import { VisitorIds } from '../segments/VisitorIds.js'
import { tiesOf } from './segmentTies.js'

/** The sessions of some segments by visitor. */
export interface VisitorIndex {
  readonly visitors: number
  /** Visitor v has the entries [first[v], first[v + 1]) of `segment` and `row`, by session start and then digest. */
  readonly first: Uint32Array
  /** Index of the segment that a session is in, and its row there. */
  readonly segment: Uint32Array
  readonly row: Uint32Array
  /** For each visitor 1 if sessions overlap or events are of the same time. */
  readonly tangled: Uint8Array
}

/**
 * Indexes the sessions of segments by visitor. The last few indexes are kept for as long as their first segment is, for
 * reports ask for the same segments again and again.
 */
export function visitorIndexOf(segments: readonly Segment[]): VisitorIndex {
  const [oldest] = segments
  if (oldest === undefined) return indexVisitors([])
  const kept = indexes.get(oldest) ?? []
  const known = kept.find((entry) => isOf(entry, segments))
  const entry = known ?? {
    index: indexVisitors(segments),
    segments: segments.map((segment) => new WeakRef(segment)),
  }
  indexes.set(oldest, [entry, ...kept.filter((other) => other !== known)].slice(0, INDEXES_KEPT))
  return entry.index
}

interface KeptIndex {
  index: VisitorIndex
  /** Held weakly, so that an index keeps no segment in memory. */
  segments: WeakRef<Segment>[]
}

const INDEXES_KEPT = 2
const indexes = new WeakMap<Segment, KeptIndex[]>()

function isOf(entry: KeptIndex, segments: readonly Segment[]): boolean {
  if (entry.segments.length !== segments.length) return false
  return entry.segments.every((reference, i) => reference.deref() === segments[i])
}

function indexVisitors(segments: readonly Segment[]): VisitorIndex {
  const total = segments.reduce((sum, { sessions }) => sum + sessions.count, 0)
  const ids = new VisitorIds(total)
  const visitorOf = new Uint32Array(total)
  let session = 0
  for (const { sessions } of segments) {
    for (let row = 0; row < sessions.count; row++) visitorOf[session++] = ids.of(sessions.visitor[row]!)
  }

  // Counting sort: how many sessions each visitor has, where they end, and then each put before the one put last.
  const first = new Uint32Array(ids.count + 1)
  for (const visitor of visitorOf) first[visitor]!++
  for (let visitor = 0, end = 0; visitor <= ids.count; visitor++) {
    end += first[visitor]!
    first[visitor] = end
  }
  const segment = new Uint32Array(total)
  const row = new Uint32Array(total)
  for (let s = segments.length - 1; s >= 0; s--) {
    for (let r = segments[s]!.sessions.count - 1; r >= 0; r--) {
      const place = --first[visitorOf[--session]!]!
      segment[place] = s
      row[place] = r
    }
  }

  const tangled = new Uint8Array(ids.count)
  for (let visitor = 0; visitor < ids.count; visitor++) {
    const begin = first[visitor]!
    const end = first[visitor + 1]!
    sortSessions(segments, segment.subarray(begin, end), row.subarray(begin, end))
    tangled[visitor] = isTangled(segments, segment.subarray(begin, end), row.subarray(begin, end)) ? 1 : 0
  }
  return { visitors: ids.count, first, segment, row, tangled }
}

/** Sorts the sessions of a visitor in place. They are few, and nearly always in order: segments are. */
function sortSessions(segments: readonly Segment[], segment: Uint32Array, row: Uint32Array): void {
  for (let i = 1; i < row.length; i++) {
    if (compareSessions(segments, segment, row, i - 1, i) <= 0) continue
    const order = Array.from(row, (_, index) => index)
    order.sort((a, b) => compareSessions(segments, segment, row, a, b))
    segment.set(order.map((index) => segment[index]!))
    row.set(order.map((index) => row[index]!))
    return
  }
}

function compareSessions(
  segments: readonly Segment[],
  segment: Uint32Array,
  row: Uint32Array,
  a: number,
  b: number,
): number {
  const { sessions } = segments[segment[a]!]!
  const { sessions: others } = segments[segment[b]!]!
  return (
    sessions.start[row[a]!]! - others.start[row[b]!]! || sessions.session[row[a]!]! - others.session[row[b]!]!
  )
}

function isTangled(segments: readonly Segment[], segment: Uint32Array, row: Uint32Array): boolean {
  let end = Number.NEGATIVE_INFINITY
  for (let i = 0; i < row.length; i++) {
    const owner = segments[segment[i]!]!
    if (tiesOf(owner)[row[i]!] === 1 || owner.sessions.start[row[i]!]! <= end) return true
    end = owner.sessions.end[row[i]!]!
  }
  return false
}
