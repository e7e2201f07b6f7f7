import { groupBy } from './groupBy.js'
import { furthestRow, rowsOf, visibleMs } from './heatmap.js'
import { medianSeconds, sum } from './numbers.js'
import { type Filter, isIn, wholeDays } from './ranges.js'
import { compareText, type RecordedView } from './recorded.js'

export interface PagesParams extends Filter {
  search?: string
  limit?: number
}

/** Section 4.4, `pages`. */
export function pages(all: readonly RecordedView[], params: PagesParams) {
  const { device, search = '', limit = 50, ...days } = wholeDays(params)
  const views = all.filter(
    (view) =>
      isIn(view.startedAt, days) &&
      (device === undefined || view.device === device) &&
      view.page.toLowerCase().includes(search.toLowerCase()),
  )
  const rows = [...groupBy(views, ({ page }) => page)].map(([page, own]) => ({
    page,
    views: own.length,
    visitors: new Set(own.map(({ visitor }) => visitor)).size,
    sessions: new Set(own.map(({ visitor, session }) => `${visitor} ${session}`)).size,
    ...clickCounts(own),
    medianSeconds: medianSeconds(own.map(visibleMs)),
    scrollDepth: Math.round((sum(own.map(depthOf)) / own.length) * 10_000) / 10_000,
  }))
  return {
    pages: rows.sort((a, b) => b.views - a.views || compareText(a.page, b.page)).slice(0, limit),
  }
}

/** Clicks and their kin in the views. */
export function clickCounts(views: readonly RecordedView[]) {
  const count = (type: string) =>
    views.flatMap(({ events }) => events).filter(({ event }) => event.type === type).length
  return { clicks: count('click'), rage: count('rage'), dead: count('dead'), errors: count('error') }
}

/** A page without any height is seen whole. */
const depthOf = (view: RecordedView) => Math.min(1, (furthestRow(view) + 1) / rowsOf(view.height))
