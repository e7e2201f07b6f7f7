import type {
  FunnelReport,
  HeatmapLayer,
  HeatmapReport,
  PagesReport,
  PathsReport,
  PointHeatmap,
  SummaryReport,
} from '@mouse-tracking/react'
import funnelJson from './reports/funnel.json'
import funnelByDeviceJson from './reports/funnel-by-device.json'
import funnelByReferrerJson from './reports/funnel-by-referrer.json'
import funnelPreviousJson from './reports/funnel-previous.json'
import clickJson from './reports/heatmap-click.json'
import clickMobileJson from './reports/heatmap-click-mobile.json'
import deadJson from './reports/heatmap-dead.json'
import errorJson from './reports/heatmap-error.json'
import moveJson from './reports/heatmap-move.json'
import rageJson from './reports/heatmap-rage.json'
import scrollJson from './reports/heatmap-scroll.json'
import pagesJson from './reports/pages.json'
import pathsJson from './reports/paths.json'
import pathsFromHomeJson from './reports/paths-from-home.json'
import pathsLimit5Json from './reports/paths-limit-5.json'
import pathsLimit50Json from './reports/paths-limit-50.json'
import summaryJson from './reports/summary.json'

// TypeScript reads a JSON array as a list, not as the tuple that a cell is.
const report = <T>(json: unknown) => json as T

/** Recorded reports of a server, as it answered them. */
export const heatmaps: Record<HeatmapLayer, HeatmapReport> = {
  move: report(moveJson),
  click: report(clickJson),
  rage: report(rageJson),
  dead: report(deadJson),
  error: report(errorJson),
  scroll: report(scrollJson),
}
export const clicks = report<PointHeatmap>(clickJson)
export const mobileClicks = report<PointHeatmap>(clickMobileJson)
export const paths = report<PathsReport>(pathsJson)
export const pathsFromHome = report<PathsReport>(pathsFromHomeJson)
export const pathsLimit5 = report<PathsReport>(pathsLimit5Json)
export const pathsLimit50 = report<PathsReport>(pathsLimit50Json)
export const funnel = report<FunnelReport>(funnelJson)
export const funnelByDevice = report<FunnelReport>(funnelByDeviceJson)
export const funnelByReferrer = report<FunnelReport>(funnelByReferrerJson)
export const funnelPrevious = report<FunnelReport>(funnelPreviousJson)
export const pages = report<PagesReport>(pagesJson)
export const summary = report<SummaryReport>(summaryJson)
