import { FIRST_INSTANT } from '../sessions/boundedTime.js'
import type { ColumnReader } from './ColumnReader.js'
import type { ColumnWriter } from './ColumnWriter.js'
import { KIND, type Segment, type SessionColumns, type TimelineColumns, type ViewColumns } from './segment.js'

// Sessions and timeline. Times are kept as distances. A session begins with its first view, so that its first entry goes
// without saying, and so do session and start of each view: it has an entry. What an entry is about is kept apart by
// kind, for the codes of one kind are more alike.

export function writeTimeline(writer: ColumnWriter, { sessions, timeline }: Segment): void {
  const starts: number[] = []
  const entries: number[] = []
  const tails: number[] = []
  const gaps: number[] = []
  const kinds: number[] = []
  const pages: number[] = []
  const viewsBack: number[] = []
  const selectors: number[] = []
  const names: number[] = []
  const props: number[] = []
  const forms: number[] = []
  const fields: number[] = []
  let sessionBefore = FIRST_INSTANT
  for (let s = 0; s < sessions.count; s++) {
    const first = sessions.firstEvent[s]!
    const end = sessions.firstEvent[s + 1]!
    let now = sessions.start[s]!
    starts.push(now - sessionBefore)
    sessionBefore = now
    entries.push(end - first)
    let latest = sessions.firstView[s]! - 1
    for (let e = first; e < end; e++) {
      const kind = timeline.kind[e]!
      if (e > first) {
        gaps.push(timeline.at[e]! - now)
        kinds.push(kind)
        now = timeline.at[e]!
      }
      if (kind === KIND.view) {
        pages.push(timeline.what[e]!)
        latest++
        continue
      }
      viewsBack.push(latest - timeline.view[e]!)
      if (kind === KIND.click) selectors.push(timeline.what[e]!)
      else {
        const custom = kind === KIND.custom
        const whats = custom ? names : forms
        const details = custom ? props : fields
        whats.push(timeline.what[e]!)
        details.push(timeline.detail[e]!)
      }
    }
    tails.push(sessions.end[s]! - now)
  }
  writer.column('visitor', sessions.visitor)
  writer.column('session', sessions.session)
  writer.column('referrer', sessions.referrer)
  writer.column('device', sessions.device)
  writer.column('start', starts)
  writer.column('entries', entries)
  writer.column('tail', tails)
  writer.column('gap', gaps)
  writer.column('kind', kinds)
  writer.column('page', pages)
  writer.column('views back', viewsBack)
  writer.column('selector', selectors)
  writer.column('name', names)
  writer.column('props', props)
  writer.column('form', forms)
  writer.column('field', fields)
}

/** The view columns that the timeline tells. */
export type ViewPlaces = Pick<ViewColumns, 'count' | 'session' | 'page' | 'start'>

export interface DecodedTimeline {
  sessions: SessionColumns
  timeline: TimelineColumns
  viewPlaces: ViewPlaces
}

export function readTimeline(reader: ColumnReader): DecodedTimeline {
  const visitor = reader.floats()
  const session = reader.floats()
  const referrer = reader.ints()
  const device = reader.bytes()
  // Distances, which become times in place.
  const start = reader.floats()
  const entries = reader.ints()
  const end = reader.floats()
  const gaps = reader.floats()
  const kinds = reader.bytes()
  const page = reader.ints()
  const viewsBack = reader.ints()
  const selectors = reader.ints()
  const names = reader.ints()
  const props = reader.ints()
  const forms = reader.ints()
  const fields = reader.ints()

  const sessionCount = start.length
  const entry = new Uint32Array(sessionCount)
  const firstEvent = new Uint32Array(sessionCount + 1)
  const firstView = new Uint32Array(sessionCount + 1)
  const viewSession = new Uint32Array(page.length)
  const viewStart = new Float64Array(page.length)
  const count = gaps.length + sessionCount
  const at = new Float64Array(count)
  const kind = new Uint8Array(count)
  const what = new Uint32Array(count)
  const detail = new Uint32Array(count)
  const view = new Uint32Array(count)

  let e = 0
  let v = 0
  let nextEvent = 0
  let nextClick = 0
  let nextCustom = 0
  let nextForm = 0
  let begin = FIRST_INSTANT
  for (let s = 0; s < sessionCount; s++) {
    begin += start[s]!
    start[s] = begin
    firstEvent[s] = e
    firstView[s] = v
    entry[s] = page[v]!
    let now = begin
    let k: number = KIND.view
    const stop = e + entries[s]!
    while (e < stop) {
      at[e] = now
      kind[e] = k
      if (k === KIND.view) {
        viewSession[v] = s
        viewStart[v] = now
        what[e] = page[v]!
        view[e] = v++
      } else {
        view[e] = v - 1 - viewsBack[nextEvent++]!
        if (k === KIND.click) what[e] = selectors[nextClick++]!
        else if (k === KIND.custom) {
          what[e] = names[nextCustom]!
          detail[e] = props[nextCustom++]!
        } else {
          what[e] = forms[nextForm]!
          detail[e] = fields[nextForm++]!
        }
      }
      if (++e < stop) {
        // So far all entries but the first of each session.
        now += gaps[e - s - 1]!
        k = kinds[e - s - 1]!
      }
    }
    end[s]! += now
  }
  firstEvent[sessionCount] = e
  firstView[sessionCount] = v
  return {
    sessions: {
      count: sessionCount,
      visitor,
      session,
      start,
      end,
      device,
      entry,
      referrer,
      firstEvent,
      firstView,
    },
    timeline: { count, at, kind, what, detail, view },
    viewPlaces: { count: v, session: viewSession, page, start: viewStart },
  }
}
