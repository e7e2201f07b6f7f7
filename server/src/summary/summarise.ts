import type { Device, SummaryCounts, SummaryReport } from '@mouse-tracking/contract'
import { DAY_MS } from '../reports/filters.js'
import { medianSeconds } from '../reports/medianSeconds.js'
import { ratio } from '../reports/round.js'
import { countVisitors } from '../segments/countVisitors.js'
import { DEVICES, type SegmentView } from '../segments/segment.js'
import { segmentsWithin } from '../segments/segmentsWithin.js'
import { valuesByGroup } from '../segments/valuesByGroup.js'
import { deviceOf } from '../sessions/deviceOf.js'

export interface SummaryQuery {
  /** Midnights UTC, epoch ms: from the day of `from` to the day before `to`. */
  from: number
  to: number
  /** Of the page view, or of the session's first; null for all. */
  device: Device | null
}

/** Counts over a range of days and for each of them, days without anything included. */
export function summarise(
  segments: readonly SegmentView[],
  query: SummaryQuery,
): Pick<SummaryReport, 'total' | 'days'> {
  const days = Math.round((query.to - query.from) / DAY_MS)
  const within = segmentsWithin(segments, query.from, query.to)
  const views = tallyViews(within, days, query)
  const sessions = tallySessions(within, days, query)
  const visitors = countVisitors(
    within.map(({ segment }) => segment),
    views.groupOf,
    days,
  )
  const countsOf = (visitors: number, firstDay: number, endDay: number): SummaryCounts => {
    const sum = (column: Float64Array) => column.subarray(firstDay, endDay).reduce((a, b) => a + b, 0)
    const durations = sessions.durations(firstDay + 1, endDay + 1)
    return {
      visitors,
      sessions: durations.length,
      views: sum(views.views),
      clicks: sum(views.clicks),
      rage: sum(views.rage),
      dead: sum(views.dead),
      errors: sum(views.errors),
      bounceRate: ratio(sum(sessions.bounces), durations.length),
      medianSessionSeconds: medianSeconds(durations),
    }
  }
  return {
    days: Array.from({ length: days }, (_, day) => ({
      day: new Date(query.from + day * DAY_MS).toISOString().slice(0, 10),
      ...countsOf(visitors.each[day + 1]!, day, day + 1),
    })),
    total: countsOf(visitors.total, 0, days),
  }
}

/** Sums by the views' day, and for every view its day + 1, or 0 when it is not in the report. */
function tallyViews(segments: readonly SegmentView[], days: number, { from, to, device }: SummaryQuery) {
  const groupOf = new Uint32Array(segments.reduce((sum, { segment }) => sum + segment.views.count, 0))
  const counts = {
    views: new Float64Array(days),
    clicks: new Float64Array(days),
    rage: new Float64Array(days),
    dead: new Float64Array(days),
    errors: new Float64Array(days),
  }
  let viewsBefore = 0
  for (const { segment, masked } of segments) {
    const { views } = segment
    for (let v = 0; v < views.count; v++) {
      const start = views.start[v]!
      if (start < from || start >= to || masked?.[views.session[v]!] === 1) continue
      if (device !== null && deviceOf(views.width[v]!) !== device) continue
      const day = Math.floor((start - from) / DAY_MS)
      groupOf[viewsBefore + v] = day + 1
      counts.views[day]!++
      counts.clicks[day]! += views.clicks[v]!
      counts.rage[day]! += views.rage[v]!
      counts.dead[day]! += views.dead[v]!
      counts.errors[day]! += views.errors[v]!
    }
    viewsBefore += views.count
  }
  return { groupOf, ...counts }
}

/** Bounces by the day of the session's first view, and session lengths (ms) by that day + 1. */
function tallySessions(segments: readonly SegmentView[], days: number, { from, to, device }: SummaryQuery) {
  const wanted = device === null ? -1 : DEVICES.indexOf(device)
  const total = segments.reduce((sum, { segment }) => sum + segment.sessions.count, 0)
  const groupOf = new Uint32Array(total)
  const lengths = new Float64Array(total)
  const bounces = new Float64Array(days)
  let sessionsBefore = 0
  for (const { segment, masked } of segments) {
    const { count, start, end, firstView, device: deviceOfSession } = segment.sessions
    for (let s = 0; s < count; s++) {
      const begin = start[s]!
      if (begin < from || begin >= to || masked?.[s] === 1) continue
      if (wanted !== -1 && deviceOfSession[s] !== wanted) continue
      const day = Math.floor((begin - from) / DAY_MS)
      groupOf[sessionsBefore + s] = day + 1
      lengths[sessionsBefore + s] = end[s]! - begin
      if (firstView[s + 1]! - firstView[s]! === 1) bounces[day]!++
    }
    sessionsBefore += count
  }
  return { bounces, durations: valuesByGroup(lengths, groupOf, days) }
}
