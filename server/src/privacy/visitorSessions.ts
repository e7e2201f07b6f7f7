import type { SegmentView } from '../segments/segment.js'
import { DEVICES, KIND, type Segment } from '../segments/segment.js'

const KIND_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(KIND).map(([name, kind]) => [kind, name]),
)

/** What is kept of a session besides its raw batches. Times are ISO 8601. */
export interface ExportedSession {
  start: string
  end: string
  device: string
  referrer: string
  views: { page: string; start: string; viewport: [number, number]; visibleMs: number; clicks: number }[]
  /** Clicks, form and custom events: `what` is the selector, form or name; `detail` the field or the props as JSON. */
  events: { at: string; kind: string; page: string; what: string; detail?: string }[]
}

/** The sessions of a visitor (a digest), in the order of the segments. */
export function* visitorSessions(
  segments: Iterable<SegmentView>,
  visitor: number,
): Generator<ExportedSession> {
  for (const { segment, masked } of segments)
    for (const [row, digest] of segment.sessions.visitor.entries())
      if (digest === visitor && !masked?.[row]) yield sessionAt(segment, row)
}

function sessionAt(segment: Segment, row: number): ExportedSession {
  const { dictionaries, sessions, timeline, views } = segment
  const pageOf = (view: number) => dictionaries.pages[views.page[view]!]!
  const exported: ExportedSession = {
    start: iso(sessions.start[row]!),
    end: iso(sessions.end[row]!),
    device: DEVICES[sessions.device[row]!]!,
    referrer: dictionaries.hosts[sessions.referrer[row]!]!,
    views: [],
    events: [],
  }
  for (let v = sessions.firstView[row]!; v < sessions.firstView[row + 1]!; v++)
    exported.views.push({
      page: pageOf(v),
      start: iso(views.start[v]!),
      viewport: [views.width[v]!, views.height[v]!],
      visibleMs: views.visibleMs[v]!,
      clicks: views.clicks[v]!,
    })
  for (let e = sessions.firstEvent[row]!; e < sessions.firstEvent[row + 1]!; e++) {
    const kind = timeline.kind[e]!
    if (kind === KIND.view) continue
    exported.events.push({
      at: iso(timeline.at[e]!),
      kind: KIND_NAMES.get(kind)!,
      page: pageOf(timeline.view[e]!),
      ...wordsOf(segment, e),
    })
  }
  return exported
}

function wordsOf({ dictionaries, timeline }: Segment, e: number): { what: string; detail?: string } {
  const kind = timeline.kind[e]!
  const what = timeline.what[e]!
  const detail = timeline.detail[e]!
  if (kind === KIND.click) return { what: dictionaries.selectors[what]! }
  if (kind === KIND.custom) return { what: dictionaries.names[what]!, detail: dictionaries.props[detail]! }
  return { what: dictionaries.forms[what]!, detail: dictionaries.fields[detail]! }
}

/** Times past what a date can say are kept in reports, and said here as its last one. */
const iso = (ms: number) => new Date(Math.min(ms, 8.64e15)).toISOString()
