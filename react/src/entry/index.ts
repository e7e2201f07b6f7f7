export type {
  Device,
  FormsReport,
  FunnelBreakdown,
  FunnelOrder,
  FunnelQuery,
  FunnelReport,
  FunnelStep,
  FunnelStepResult,
  HeatmapElement,
  HeatmapLayer,
  HeatmapReport,
  PagesReport,
  PathLink,
  PathNode,
  PathsReport,
  PointHeatmap,
  ScrollHeatmap,
  SummaryReport,
} from '@mouse-tracking/contract'
export { AnalyticsError } from '../data/AnalyticsError.js'
export type { LiveStatus } from '../data/liveConnection.js'
export type {
  FormsParams,
  HeatmapParams,
  PagesParams,
  PathsParams,
  RangeParams,
} from '../data/reports.js'
export type { GetToken } from '../data/tokenSource.js'
export { useForms } from '../data/useForms.js'
export { useFunnel } from '../data/useFunnel.js'
export { useHeatmap } from '../data/useHeatmap.js'
export { usePages } from '../data/usePages.js'
export { usePaths } from '../data/usePaths.js'
export type { ReportOptions, ReportResult } from '../data/useReport.js'
export { useSummary } from '../data/useSummary.js'
export { Funnel } from '../Funnel/Funnel.js'
export type { FunnelProps, FunnelSelection } from '../Funnel/FunnelProps.js'
export { DateRangeFilter, type DateRangeFilterProps } from '../filters/DateRangeFilter.js'
export { DeviceFilter, type DeviceFilterProps } from '../filters/DeviceFilter.js'
export type { ErrorStateProps, States } from '../frame/States.js'
export type { HeatmapBackground } from '../Heatmap/Background.js'
export { Heatmap } from '../Heatmap/Heatmap.js'
export type { HeatmapProps } from '../Heatmap/HeatmapProps.js'
export type { HeatmapDisplay } from '../Heatmap/HeatmapToolbar.js'
export type { PainterName } from '../Heatmap/paint/choosePainter.js'
export type { Palette, PaletteName } from '../Heatmap/paint/colorTable.js'
export { PathSankey } from '../PathSankey/PathSankey.js'
export type { PathAnchor, PathSankeyProps } from '../PathSankey/PathSankeyProps.js'
export { AnalyticsProvider, type AnalyticsProviderProps } from '../provider/AnalyticsProvider.js'
export { type FilterState, type Filters, useFilters } from '../provider/FilterContext.js'
export { FilterProvider, type FilterProviderProps } from '../provider/FilterProvider.js'
export type { Count, StringOverrides, Strings } from '../strings/Strings.js'
export type { Look } from '../theme/LookContext.js'
export type { Theme } from '../theme/Theme.js'
