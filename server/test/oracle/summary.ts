import type { SummaryCounts } from '@mouse-tracking/contract'
import { medianSeconds, ratio } from './numbers.js'
import { clickCounts } from './pages.js'
import { dayOf, daysOf, type Filter, isIn, wholeDays } from './ranges.js'
import type { RecordedView } from './recorded.js'
import { type RecordedSession, sessionsOf } from './sessionsOf.js'

/** Section 4.4, `summary`. */
export function summary(all: readonly RecordedView[], params: Filter) {
  const { device, ...days } = wholeDays(params)
  const isOf = (thing: RecordedView | RecordedSession) =>
    isIn(thing.startedAt, days) && (device === undefined || thing.device === device)
  const views = all.filter(isOf)
  const sessions = sessionsOf(all).filter(isOf)
  return {
    total: counts(views, sessions),
    days: daysOf(days).map((day) => ({
      day,
      ...counts(
        views.filter(({ startedAt }) => dayOf(startedAt) === day),
        sessions.filter(({ startedAt }) => dayOf(startedAt) === day),
      ),
    })),
  }
}

function counts(views: readonly RecordedView[], sessions: readonly RecordedSession[]): SummaryCounts {
  return {
    visitors: new Set(views.map(({ visitor }) => visitor)).size,
    sessions: sessions.length,
    views: views.length,
    ...clickCounts(views),
    bounceRate: ratio(sessions.filter((session) => session.views.length === 1).length, sessions.length),
    medianSessionSeconds: medianSeconds(sessions.map(({ length }) => length)),
  }
}
