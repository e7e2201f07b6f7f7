import type { HeatmapReport } from '@mouse-tracking/contract'
import type { ResolvedLook } from '../theme/LookContext.js'
import type { HotSpot } from './layout/hotSpots.js'
import { reachMarks, scrollProfile } from './layout/scrollProfile.js'

const NAMED = 3

/** A heatmap in two sentences, for those who do not see it. */
export function describeHeatmap(
  report: HeatmapReport,
  { strings, formats }: ResolvedLook,
  spots: readonly HotSpot[],
  pageWidth: number,
): string {
  const { heatmap } = strings
  const views = heatmap.views(formats.count(report.views))
  if (report.layer === 'scroll') {
    const profile = scrollProfile(report)
    const half = reachMarks(profile, [0.5])[0]?.depth ?? profile.rows * profile.rowHeight
    return heatmap.scrollSummary(views, report.page, `${formats.number(half)} px`)
  }
  const amount = heatmap.amount[report.layer]
  const summary = heatmap.summary(
    amount(formats.count(report.total)),
    views,
    report.page,
    formats.range(report.from, report.to),
  )
  const places = report.elements?.length
    ? report.elements.slice(0, NAMED).map((one) => `${one.selector} (${amount(formats.count(one.clicks))})`)
    : spots.slice(0, NAMED).map((spot) => {
        const at = heatmap.table.areaAt(
          formats.percent(spot.x / pageWidth),
          formats.number(Math.round(spot.y)),
        )
        return `${at} (${amount(formats.count(spot.amount))})`
      })
  return places.length > 0 ? `${summary} ${heatmap.hottest(places.join('; '))}` : summary
}
