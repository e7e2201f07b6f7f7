/** What every report says of itself. */
export interface ReportMeta {
  /** When the report was read, ISO 8601. */
  asOf: string
  /** Acknowledged batches of the site that the report does not hold yet. */
  pending: number
}

/** The range that a report covers, as ISO instants; `from` inclusive, `to` exclusive. */
export interface ReportRange {
  from: string
  to: string
}

export type Device = 'desktop' | 'tablet' | 'mobile'

export const HEATMAP_LAYERS = ['move', 'click', 'rage', 'dead', 'error', 'scroll'] as const
export type HeatmapLayer = (typeof HEATMAP_LAYERS)[number]
export type PointLayer = Exclude<HeatmapLayer, 'scroll'>

interface HeatmapBase extends ReportMeta, ReportRange {
  page: string
  /** Page views in the filter. */
  views: number
  columns: number
  /** CSS px. */
  rowHeight: number
  rows: number
  /** The greatest value: seconds for `move` and `scroll`, else a count. */
  max: number
  /** The sum of all values; for `scroll` the seconds that the views were visible, in which every row on screen shares. */
  total: number
}

/** Sparse cells `[column, row, value]`, by row and then column. */
export interface PointHeatmap extends HeatmapBase {
  layer: PointLayer
  points: [column: number, row: number, value: number][]
  /** With `layer=click`: the elements that were clicked, most clicks first. */
  elements?: HeatmapElement[]
}

export interface HeatmapElement {
  selector: string
  clicks: number
  /** Of all clicks, 0 to 1. */
  share: number | null
  rage: number
  dead: number
  /** Mean position in the element's box, 0 to 1; null when no click told. */
  offset: [x: number, y: number] | null
}

/** For every row: views whose furthest row on screen was this one or a later one, and seconds on screen. */
export interface ScrollHeatmap extends HeatmapBase {
  layer: 'scroll'
  bands: [row: number, views: number, seconds: number][]
  /** The mean height of the views' viewports (CSS px, 3 decimals): where the page is cut for most at first. Null without views. */
  averageFold: number | null
}

export type HeatmapReport = PointHeatmap | ScrollHeatmap

export interface PathsReport extends ReportMeta, ReportRange {
  sessions: number
  nodes: PathNode[]
  links: PathLink[]
}

/** `count = starts + incoming links = exits + outgoing links`. */
export interface PathNode {
  /** `<step>:<page>` */
  id: string
  step: number
  /** A page, or `(other)`. */
  page: string
  count: number
  starts: number
  exits: number
}

export interface PathLink {
  source: string
  target: string
  value: number
}

/** One step of a funnel: exactly one of `page`, `click`, `form`, `event`. */
export type FunnelStep = { name?: string } & (
  | { page: string }
  | { click: string }
  | { form: string; action: 'focus' | 'blur' | 'change' | 'submit' | 'abandon' }
  | { event: string; props?: Record<string, string | number | boolean> }
)

export type FunnelOrder = 'ordered' | 'strict' | 'any'
export type FunnelBreakdown = 'device' | 'entry' | 'referrer'

export interface FunnelQuery {
  /** 2 to 20. */
  steps: FunnelStep[]
  /** Seconds from the first step, inclusive; default 1,209,600 (14 days). */
  window?: number
  /** Default `ordered`. */
  order?: FunnelOrder
  /** Default `visitor`. */
  per?: 'visitor' | 'session'
  exclude?: (FunnelStep & { after: number })[]
  breakdown?: FunnelBreakdown
  from?: string
  to?: string
  device?: Device
}

export interface FunnelStepResult {
  name: string
  count: number
  /** Of the first step's count. */
  conversion: number | null
  /** Of the previous step's count. */
  fromPrevious: number | null
  dropped: number
  /** From the previous step to this one; null for the first step and for `any`. */
  seconds: { median: number; mean: number; p90: number } | null
}

export interface FunnelReport extends ReportMeta, ReportRange {
  steps: FunnelStepResult[]
  actors: number
  converted: number
  breakdown?: { value: string; steps: FunnelStepResult[] }[]
}

export interface PagesReport extends ReportMeta, ReportRange {
  pages: PageRow[]
  approximate?: true
}

export interface PageRow {
  page: string
  views: number
  visitors: number
  sessions: number
  clicks: number
  rage: number
  dead: number
  errors: number
  medianSeconds: number | null
  /** Mean share of the page that came on screen, 0 to 1. */
  scrollDepth: number | null
}

export interface FormsReport extends ReportMeta, ReportRange {
  forms: FormRow[]
}

export interface FormRow {
  form: string
  page: string
  views: number
  starts: number
  submits: number
  conversion: number | null
  medianSeconds: number | null
  fields: FormFieldRow[]
}

export interface FormFieldRow {
  field: string
  focuses: number
  changes: number
  medianSeconds: number | null
  refills: number
  lastTouched: number
}

export interface SummaryCounts {
  visitors: number
  sessions: number
  views: number
  clicks: number
  rage: number
  dead: number
  errors: number
  bounceRate: number | null
  medianSessionSeconds: number | null
}

export interface SummaryReport extends ReportMeta, ReportRange {
  total: SummaryCounts
  /** One row a UTC day of the range. */
  days: ({ day: string } & SummaryCounts)[]
  approximate?: true
}
