import { groupBy } from '../compute/groupBy.js'
import { DAY_MS } from '../reports/filters.js'
import { canonicalJson } from '../sessions/canonicalJson.js'
import { mergePieces } from '../sessions/mergePieces.js'
import type { KeyEvent, SessionPiece } from '../sessions/session.js'

/** What one segment holds at most, so that it is written, read and rewritten in one go. */
export const MAX_SESSIONS = 8_192

/** About as many bytes as an encoded segment has at most: half of what a MongoDB document can hold. */
export const MAX_SEGMENT_BYTES = 8 * 1_048_576

/** From here on (epoch ms) there are days; before, centuries. */
const FIRST_DAY = Date.UTC(2000, 0)
const CENTURY = 36_525 * DAY_MS

/**
 * What a session is grouped by. Clients can claim any of millions of days that were before there were trackers, and each
 * takes its place in the document of the partition: they go together by the century.
 */
const dayOf = (start: number) => {
  const length = start < FIRST_DAY ? CENTURY : DAY_MS
  return FIRST_DAY + Math.floor((start - FIRST_DAY) / length) * length
}

/**
 * Groups sessions by the UTC day (epoch ms of its midnight) of their first view (by the century before 2000), each day split into groups that make
 * one segment each. Pieces of the same session are merged first. All is in order of time. A group is over
 * `limit.bytes` only if it is a single session.
 */
export function groupByDay(
  pieces: Iterable<SessionPiece>,
  limit: { sessions: number; bytes: number } = { sessions: MAX_SESSIONS, bytes: MAX_SEGMENT_BYTES },
): Map<number, SessionPiece[][]> {
  const days = groupBy(mergePieces(pieces), firstDay)
  return new Map(Array.from(days, ([day, sessions]) => [day, split(sessions, limit)]))
}

function firstDay({ session, views }: SessionPiece): number {
  const first = views[0]
  if (first === undefined) throw new Error(`Session ${session} has no page view`)
  return dayOf(first.start)
}

function split(
  sessions: readonly SessionPiece[],
  limit: { sessions: number; bytes: number },
): SessionPiece[][] {
  const groups: SessionPiece[][] = []
  let group: SessionPiece[] = []
  let size = new SizeEstimate()
  for (const session of sessions) {
    size.add(session)
    if (group.length === limit.sessions || (group.length > 0 && size.bytes > limit.bytes)) {
      groups.push(group)
      group = []
      size = new SizeEstimate()
      size.add(session)
    }
    group.push(session)
  }
  if (group.length > 0) groups.push(group)
  return groups
}

/** The size of a segment if nothing but repeated strings took less room than it could. */
export class SizeEstimate {
  bytes = 0
  readonly #strings = new Set<string>()

  add({ views, events }: SessionPiece): void {
    this.bytes += 32
    for (const view of views) {
      this.bytes += 48 + view.id.length
      this.#addStrings(view.page, view.referrer)
    }
    for (const event of events) {
      this.bytes += 12
      this.#addStrings(...stringsOf(event))
    }
  }

  #addStrings(...strings: string[]): void {
    for (const string of strings) {
      if (this.#strings.has(string)) continue
      this.#strings.add(string)
      this.bytes += Buffer.byteLength(string) + 3
    }
  }
}

function stringsOf(event: KeyEvent): string[] {
  switch (event.kind) {
    case 'click':
      return [event.selector]
    case 'form':
      return [event.form, event.field]
    case 'custom':
      return event.props === null ? [event.name] : [event.name, canonicalJson(event.props)]
  }
}
