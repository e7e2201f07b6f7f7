import type { Device, FormRow } from '@mouse-tracking/contract'
import { StringTable } from '../segments/StringTable.js'
import { KIND, type Segment, type SegmentView } from '../segments/segment.js'
import { segmentsWithin } from '../segments/segmentsWithin.js'
import { deviceOf } from '../sessions/deviceOf.js'
import { compareStrings } from '../sessions/order.js'
import { FormTally } from './FormTally.js'
import { FormVisit } from './FormVisit.js'

export interface FormsQuery {
  /** Midnights UTC, epoch ms: page views that start from `from` (inclusive) to `to` (exclusive), with all their events. */
  from: number
  to: number
  /** Of the page view; null for all. */
  device: Device | null
  /** Null for the forms of all pages. */
  page: string | null
}

/**
 * The forms that something happened in, most starts first, then by form and page. A form's fields come in the order in
 * which people go through them: by the mean place at which a view first came to the field, then by name.
 */
export function formRows(segments: readonly SegmentView[], query: FormsQuery): FormRow[] {
  const views = new Map<string, number>()
  const tallies = new Map<string, FormTally>()
  const fields = new StringTable()
  for (const view of segmentsWithin(segments, query.from, query.to)) {
    const isWanted = wantedViews(view, query)
    countViews(view.segment, isWanted, views)
    addVisits(view.segment, isWanted, tallies, fields)
  }
  return [...tallies.values()]
    .sort((a, b) => b.starts - a.starts || compareStrings(a.form, b.form) || compareStrings(a.page, b.page))
    .map((tally) => tally.row(views.get(tally.page)!, fields.strings))
}

/** One byte a view: 1 when it is in the report. */
function wantedViews({ segment, masked }: SegmentView, { from, to, device, page }: FormsQuery): Uint8Array {
  const { views, dictionaries } = segment
  const wanted = new Uint8Array(views.count)
  const wantedPage = page === null ? -1 : dictionaries.pages.indexOf(page)
  if (page !== null && wantedPage === -1) return wanted
  for (let v = 0; v < views.count; v++) {
    const start = views.start[v]!
    if (start < from || start >= to || masked?.[views.session[v]!] === 1) continue
    if (page !== null && views.page[v] !== wantedPage) continue
    if (device !== null && deviceOf(views.width[v]!) !== device) continue
    wanted[v] = 1
  }
  return wanted
}

function countViews(
  { dictionaries, views }: Segment,
  isWanted: Uint8Array,
  counts: Map<string, number>,
): void {
  const byPage = new Uint32Array(dictionaries.pages.length)
  for (let v = 0; v < views.count; v++) byPage[views.page[v]!]! += isWanted[v]!
  dictionaries.pages.forEach((page, index) => {
    counts.set(page, (counts.get(page) ?? 0) + byPage[index]!)
  })
}

function addVisits(
  segment: Segment,
  isWanted: Uint8Array,
  tallies: Map<string, FormTally>,
  fields: StringTable,
): void {
  const { dictionaries, timeline, views } = segment
  const fieldOf = Uint32Array.from(dictionaries.fields, (field) => fields.indexOf(field))
  const tallyOf = tallyFinder(segment, tallies)
  const { first, events } = formEventsByView(segment, isWanted)
  const pool: FormVisit[] = []
  const visits = new Map<number, FormVisit>()
  for (let v = 0; v < views.count; v++) {
    if (first[v] === first[v + 1]) continue
    for (let i = first[v]!; i < first[v + 1]!; i++) {
      const event = events[i]!
      const form = timeline.what[event]!
      let visit = visits.get(form)
      if (visit === undefined) {
        visit = pool[visits.size] ??= new FormVisit()
        visit.reset()
        visits.set(form, visit)
      }
      visit.add(timeline.kind[event]!, timeline.detail[event]!, timeline.at[event]!)
    }
    for (const [form, visit] of visits) tallyOf(form, views.page[v]!).add(visit, fieldOf)
    visits.clear()
  }
}

/** Finds or makes the tally of a form and a page, both as the segment numbers them. */
function tallyFinder({ dictionaries }: Segment, tallies: Map<string, FormTally>) {
  const { pages, forms } = dictionaries
  const known = new Map<number, FormTally>()
  return (form: number, page: number): FormTally => {
    const number = form * pages.length + page
    let tally = known.get(number)
    if (tally === undefined) {
      const key = JSON.stringify([forms[form], pages[page]])
      tally = tallies.get(key) ?? new FormTally(forms[form]!, pages[page]!)
      tallies.set(key, tally)
      known.set(number, tally)
    }
    return tally
  }
}

/** The wanted views' form events, in order: view v has `events` [first[v], first[v + 1]), as timeline entries. */
function formEventsByView({ timeline, views }: Segment, isWanted: Uint8Array) {
  const first = new Uint32Array(views.count + 1)
  const isFormEvent = (e: number) => timeline.kind[e]! >= KIND.focus && isWanted[timeline.view[e]!] === 1
  for (let e = 0; e < timeline.count; e++) if (isFormEvent(e)) first[timeline.view[e]!]!++
  let end = 0
  for (let v = 0; v <= views.count; v++) {
    end += first[v]!
    first[v] = end
  }
  const events = new Uint32Array(end)
  // Backwards, each event goes before those that were put already.
  for (let e = timeline.count - 1; e >= 0; e--) if (isFormEvent(e)) events[--first[timeline.view[e]!]!] = e
  return { first, events }
}
