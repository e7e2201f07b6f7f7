import type { Device } from '@mouse-tracking/contract'
import { groupBy } from './groupBy.js'
import { compareText, lengthOf, type RecordedView } from './recorded.js'

export interface RecordedSession {
  visitor: string
  session: string
  /** In time order. */
  views: RecordedView[]
  startedAt: number
  /** From the first view to the end of the last event, ms. */
  length: number
  device: Device
  /** The page of the first view. */
  entry: string
  /** Host, or `(direct)`. */
  referrer: string
}

/** The sessions that the views belong to. */
export function sessionsOf(views: readonly RecordedView[]): RecordedSession[] {
  const groups = groupBy(views, ({ visitor, session }) => `${visitor} ${session}`)
  return [...groups.values()].map((group) => {
    const ordered = group.toSorted(inOrder)
    const first = ordered[0]!
    const ends = ordered.flatMap(({ lastStartedAt, events }) => [
      lastStartedAt,
      ...events.map(({ at, event }) => at + lengthOf(event)),
    ])
    return {
      visitor: first.visitor,
      session: first.session,
      views: ordered,
      startedAt: first.startedAt,
      length: Math.max(...ends) - first.startedAt,
      device: first.device,
      entry: first.page,
      referrer: first.referrer,
    }
  })
}

function inOrder(a: RecordedView, b: RecordedView): number {
  return a.startedAt - b.startedAt || compareText(a.id, b.id)
}
