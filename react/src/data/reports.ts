import type {
  Device,
  FormsReport,
  FunnelQuery,
  FunnelReport,
  HeatmapLayer,
  HeatmapReport,
  PagesReport,
  PathsReport,
  SummaryReport,
} from '@mouse-tracking/contract'

/** ISO 8601 date or instant; a bare date is midnight UTC. */
export interface RangeParams {
  /** Inclusive; default 30 days before `to`. */
  from?: string
  /** Exclusive; default now. */
  to?: string
  device?: Device
}

export interface HeatmapParams extends RangeParams {
  page: string
  /** Default `click`. */
  layer?: HeatmapLayer
  /** Viewport widths in CSS px, rounded down to multiples of 64, both inclusive. */
  minWidth?: number
  maxWidth?: number
}

export interface PathsParams extends RangeParams {
  start?: string
  end?: string
  /** Steps, 1 to 20; default 5. */
  depth?: number
  /** Pages a step; default 10. */
  limit?: number
  exclude?: readonly string[]
}

export interface PagesParams extends RangeParams {
  search?: string
  /** Default 50. */
  limit?: number
}

export interface FormsParams extends RangeParams {
  page: string
}

/** What each report is asked with and what it answers. */
export interface Reports {
  heatmap: { params: HeatmapParams; answer: HeatmapReport }
  paths: { params: PathsParams; answer: PathsReport }
  funnel: { params: FunnelQuery; answer: FunnelReport }
  pages: { params: PagesParams; answer: PagesReport }
  forms: { params: FormsParams; answer: FormsReport }
  summary: { params: RangeParams; answer: SummaryReport }
}

export type ReportName = keyof Reports
