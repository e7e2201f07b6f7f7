import { encodeSegment } from './codec.js'
import { groupByDay } from './groupByDay.js'
import { unpackSessions } from './unpackSessions.js'

/** The stored bytes of a segment, as `encodeSegment` gave them. */
export interface SegmentBytes {
  columns: Uint8Array
  identity: Uint8Array
}

/** A segment that was made anew. */
export interface RepackedSegment extends SegmentBytes {
  /** Start of the UTC day of its sessions' first views, epoch ms. */
  day: number
  sessions: number
}

/**
 * Merges segments to segments of one day each, in order of time.
 * @param without digests of visitors whose sessions are left out
 */
export function repack(segments: readonly SegmentBytes[], without?: ReadonlySet<number>): RepackedSegment[] {
  const pieces = segments.flatMap(({ columns, identity }) => unpackSessions(columns, identity))
  const kept = without ? pieces.filter(({ visitor }) => !without.has(visitor)) : pieces
  return Array.from(groupByDay(kept), ([day, groups]) =>
    groups.map((group) => {
      const { columns, identity } = encodeSegment(group)
      return { day, sessions: group.length, columns, identity }
    }),
  ).flat()
}

/** What decides which other segments some segments have to be merged with. */
export interface SegmentsOutline {
  /** Digests of their sessions. */
  sessions: number[]
  /** The days (see `groupByDay`) on which these begin. */
  days: number[]
}

export function outlineOf(segments: readonly SegmentBytes[]): SegmentsOutline {
  const byDay = groupByDay(segments.flatMap(({ columns, identity }) => unpackSessions(columns, identity)))
  return {
    sessions: [...byDay.values()].flat(2).map(({ session }) => session),
    days: [...byDay.keys()],
  }
}
