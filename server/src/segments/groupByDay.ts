import { mergePieces } from '../sessions/mergePieces.js'
import type { SessionPiece } from '../sessions/session.js'

const DAY_MS = 86_400_000

/** What one segment holds at most, so that it stays small enough to be written, read and rewritten in one go. */
const SEGMENT_LIMIT = { sessions: 8_192, entries: 131_072 }

/**
 * Groups sessions by the UTC day (epoch ms of its midnight) of their first view; pieces of the same session are merged
 * first. Days and the sessions of each come in order of time.
 */
export function groupByDay(pieces: Iterable<SessionPiece>): Map<number, SessionPiece[]> {
  const days = new Map<number, SessionPiece[]>()
  for (const session of mergePieces(pieces)) {
    const first = session.views[0]
    if (first === undefined) throw new Error(`Session ${session.session} has no page view`)
    const day = Math.floor(first.start / DAY_MS) * DAY_MS
    const others = days.get(day)
    if (others === undefined) days.set(day, [session])
    else others.push(session)
  }
  return days
}

/**
 * Splits the sessions of a day, in order, into runs that make one segment each: at most `sessions` sessions, and at most
 * `entries` page views and key events unless one session alone has more.
 */
export function splitDay(
  sessions: readonly SessionPiece[],
  limit: { sessions: number; entries: number } = SEGMENT_LIMIT,
): SessionPiece[][] {
  const runs: SessionPiece[][] = []
  let run: SessionPiece[] = []
  let entries = 0
  for (const session of sessions) {
    const size = session.views.length + session.events.length
    if (run.length > 0 && (run.length === limit.sessions || entries + size > limit.entries)) {
      runs.push(run)
      run = []
      entries = 0
    }
    run.push(session)
    entries += size
  }
  if (run.length > 0) runs.push(run)
  return runs
}
