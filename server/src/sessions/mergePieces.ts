import { groupBy } from '../compute/groupBy.js'
import { addMs } from './boundedTime.js'
import { compareEvents, compareSessions, compareStrings, compareViews } from './order.js'
import type { KeyEvent, SessionPiece, ViewRow } from './session.js'

/**
 * Merges pieces to one whole piece a session. How the pieces are grouped and ordered does not matter: sessions come
 * sorted by start and digest, their views and events in the contract's order. The given pieces are left as they are.
 */
export function mergePieces(pieces: Iterable<SessionPiece>): SessionPiece[] {
  const bySession = groupBy(pieces, ({ session }) => session)
  return Array.from(bySession.values(), mergeSession).sort(compareSessions)
}

function mergeSession(pieces: readonly SessionPiece[]): SessionPiece {
  const { visitor, session } = pieces[0]!
  const views = new Map<number, ViewRow>()
  const events: KeyEvent[] = []
  for (const piece of pieces) {
    for (const view of piece.views) {
      const known = views.get(view.key)
      views.set(view.key, known === undefined ? view : mergeViews(known, view))
    }
    for (const event of piece.events) events.push(event)
  }
  const inOrder = compareEvents((key) => views.get(key)?.id ?? '')
  return { visitor, session, views: [...views.values()].sort(compareViews), events: events.sort(inOrder) }
}

function mergeViews(a: ViewRow, b: ViewRow): ViewRow {
  const { referrer, referrerAt } = toldFirst(a, b) ? a : b
  return {
    key: a.key,
    id: a.id,
    // Batches of one view can name two pages only when a page rule was changed between them.
    page: compareStrings(a.page, b.page) <= 0 ? a.page : b.page,
    start: Math.min(a.start, b.start),
    width: a.width,
    height: a.height,
    rows: Math.max(a.rows, b.rows),
    reach: Math.max(a.reach, b.reach),
    visibleMs: addMs(a.visibleMs, b.visibleMs),
    end: Math.max(a.end, b.end),
    clicks: a.clicks + b.clicks,
    rage: a.rage + b.rage,
    dead: a.dead + b.dead,
    errors: a.errors + b.errors,
    referrer,
    referrerAt,
  }
}

/** Whether the referrer of `a` stands: the first in time, of several at once the smaller. */
function toldFirst(a: ViewRow, b: ViewRow): boolean {
  if (a.referrerAt !== b.referrerAt) return a.referrerAt < b.referrerAt
  return a.referrer <= b.referrer
}
