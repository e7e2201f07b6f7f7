import type {
  Device,
  FunnelBreakdown,
  FunnelOrder,
  FunnelQuery,
  FunnelReport,
  FunnelStep,
  FunnelStepResult,
} from '@mouse-tracking/contract'
import type { CSSProperties } from 'react'
import type { Look } from '../theme/LookContext.js'

/** A step that was clicked, or the drop-off before it. */
export interface FunnelSelection {
  /** From 0. */
  index: number
  step: FunnelStepResult
  /** The group of a breakdown; undefined for all. */
  group?: string
}

export interface FunnelProps extends Look {
  /** A report as the server answers it. With it the component asks for nothing and needs no provider. */
  data?: FunnelReport
  /** With `data`: the report of the period before, to compare with. */
  previousData?: FunnelReport
  /** With `data`: the report is on its way. */
  loading?: boolean
  /** With `data`: why there is none. */
  error?: Error | null
  /** With `data`: asks for it again. */
  onRetry?: () => void

  /** 2 to 20 steps. Needed without `data`. */
  steps?: FunnelStep[]
  /** Seconds from the first step, inclusive; default 14 days. */
  window?: number
  /** Default `ordered`. */
  order?: FunnelOrder
  /** Default `visitor`. */
  per?: 'visitor' | 'session'
  exclude?: FunnelQuery['exclude']
  breakdown?: FunnelBreakdown
  /** ISO 8601 date or instant, inclusive. Default: the provider's filter, else the last 30 days. */
  from?: string
  /** ISO 8601 date or instant, exclusive. */
  to?: string
  device?: Device
  /** Follow the report as it changes. Default false. */
  live?: boolean
  /** Compare with the period of the same length before. Default false. */
  compare?: boolean

  /** `auto` (default) stands steps side by side while there is room for them. */
  direction?: 'horizontal' | 'vertical' | 'auto'
  /** A breakdown as small funnels or as bars side by side; default `multiples`. */
  breakdownView?: 'multiples' | 'bars'
  onStepClick?: (selection: FunnelSelection) => void
  /** A click on those who reached the step before the given one, but not this one. */
  onDropOffClick?: (selection: FunnelSelection) => void
  /** Px of the drawing, when horizontal; default 200. */
  height?: number
  /** Show the toolbar. Default true. */
  controls?: boolean
  className?: string
  style?: CSSProperties
}
