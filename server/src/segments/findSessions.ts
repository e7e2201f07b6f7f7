import type { JourneySegment } from './segment.js'

/** Session rows in order of their digests, made when first asked for. */
const rowsByDigest = new WeakMap<JourneySegment, Uint32Array>()

/**
 * Rows of the segment that hold one of the given sessions, in ascending order.
 * @param digests session digests (`SessionPiece.session`)
 */
export function findSessions(segment: JourneySegment, digests: Iterable<number>): number[] {
  const { session } = segment.sessions
  const rows = sortedRows(segment)
  const found = new Set<number>()
  for (const digest of digests) {
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (session[rows[middle]!]! < digest) low = middle + 1
      else high = middle
    }
    const row = rows[low]
    if (row !== undefined && session[row] === digest) found.add(row)
  }
  return [...found].sort((a, b) => a - b)
}

function sortedRows(segment: JourneySegment): Uint32Array {
  let rows = rowsByDigest.get(segment)
  if (rows === undefined) {
    const { session, count } = segment.sessions
    rows = Uint32Array.from({ length: count }, (_, row) => row).sort((a, b) => session[a]! - session[b]!)
    rowsByDigest.set(segment, rows)
  }
  return rows
}
