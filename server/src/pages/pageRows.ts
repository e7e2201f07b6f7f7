import type { Device, PageRow } from '@mouse-tracking/contract'
import { medianSeconds } from '../reports/medianSeconds.js'
import { ratio } from '../reports/round.js'
import { countVisitors } from '../segments/countVisitors.js'
import { StringTable } from '../segments/StringTable.js'
import type { SegmentView } from '../segments/segment.js'
import { segmentsWithin } from '../segments/segmentsWithin.js'
import { valuesByGroup } from '../segments/valuesByGroup.js'
import { deviceOf } from '../sessions/deviceOf.js'
import { compareStrings } from '../sessions/order.js'

export interface PagesQuery {
  /** Midnights UTC, epoch ms: page views that start from `from` (inclusive) to `to` (exclusive). */
  from: number
  to: number
  /** Of the page view; null for all. */
  device: Device | null
  /** What the page contains, in upper or lower case; '' for all. */
  search: string
  /** Rows at most. */
  limit: number
}

/** The most viewed pages, most viewed first, then by page. */
export function pageRows(segments: readonly SegmentView[], query: PagesQuery): PageRow[] {
  const within = segmentsWithin(segments, query.from, query.to)
  const pages = new StringTable()
  const pageOf = within.map(({ segment }) =>
    Uint32Array.from(segment.dictionaries.pages, (page) => pages.indexOf(page)),
  )
  const tally = tallyViews(within, pageOf, pages.strings, query)
  const visitors = countVisitors(
    within.map(({ segment }) => segment),
    tally.groupOf,
    pages.strings.length,
  ).each
  const visibleMs = valuesByGroup(tally.visibleMs, tally.groupOf, pages.strings.length)
  return pages.strings
    .map((page, index) => ({ page, index, views: tally.views[index]! }))
    .filter(({ views }) => views > 0)
    .sort((a, b) => b.views - a.views || compareStrings(a.page, b.page))
    .slice(0, query.limit)
    .map(({ page, index, views }) => ({
      page,
      views,
      visitors: visitors[index + 1]!,
      sessions: tally.sessions[index]!,
      clicks: tally.clicks[index]!,
      rage: tally.rage[index]!,
      dead: tally.dead[index]!,
      errors: tally.errors[index]!,
      medianSeconds: medianSeconds(visibleMs(index + 1, index + 2)),
      scrollDepth: ratio(tally.depth[index]!, views),
    }))
}

/** Sums by page. */
interface Tally {
  /** For every view its page + 1, or 0 when it is not in the report, and its visible time. */
  groupOf: Uint32Array
  visibleMs: Float64Array
  views: Uint32Array
  sessions: Uint32Array
  clicks: Float64Array
  rage: Float64Array
  dead: Float64Array
  errors: Float64Array
  depth: Float64Array
}

function tallyViews(
  segments: readonly SegmentView[],
  pageOf: readonly Uint32Array[],
  pages: readonly string[],
  { from, to, device, search }: PagesQuery,
): Tally {
  const sought = search.toLowerCase()
  const isSought = Uint8Array.from(pages, (page) => (page.toLowerCase().includes(sought) ? 1 : 0))
  const total = segments.reduce((sum, { segment }) => sum + segment.views.count, 0)
  const tally: Tally = {
    groupOf: new Uint32Array(total),
    visibleMs: new Float64Array(total),
    views: new Uint32Array(pages.length),
    sessions: new Uint32Array(pages.length),
    clicks: new Float64Array(pages.length),
    rage: new Float64Array(pages.length),
    dead: new Float64Array(pages.length),
    errors: new Float64Array(pages.length),
    depth: new Float64Array(pages.length),
  }
  // Sessions come one by one, so that a page's last session (+ 1) tells whether it is counted already.
  const lastSession = new Uint32Array(pages.length)
  let viewsBefore = 0
  let sessionsBefore = 0
  segments.forEach(({ segment: { views, sessions }, masked }, index) => {
    tally.visibleMs.set(views.visibleMs, viewsBefore)
    for (let v = 0; v < views.count; v++) {
      const session = views.session[v]!
      const start = views.start[v]!
      const page = pageOf[index]![views.page[v]!]!
      if (start < from || start >= to || isSought[page] === 0 || masked?.[session] === 1) continue
      if (device !== null && deviceOf(views.width[v]!) !== device) continue
      tally.groupOf[viewsBefore + v] = page + 1
      tally.views[page]!++
      tally.clicks[page]! += views.clicks[v]!
      tally.rage[page]! += views.rage[v]!
      tally.dead[page]! += views.dead[v]!
      tally.errors[page]! += views.errors[v]!
      // A page without any height was seen whole.
      tally.depth[page]! += Math.min(1, (views.reach[v]! + 1) / Math.max(1, views.rows[v]!))
      if (lastSession[page] !== sessionsBefore + session + 1) {
        lastSession[page] = sessionsBefore + session + 1
        tally.sessions[page]!++
      }
    }
    viewsBefore += views.count
    sessionsBefore += sessions.count
  })
  return tally
}
