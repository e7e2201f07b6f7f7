import type { Device, PathLink, PathNode, PathsReport } from '@mouse-tracking/contract'
import type { CSSProperties } from 'react'
import type { Look } from '../theme/LookContext.js'

/** The page that the paths start or end at. */
export interface PathAnchor {
  start?: string
  end?: string
}

export interface PathSankeyProps extends Look {
  /** A report as the server answers it. With it the component asks for nothing and needs no provider. */
  data?: PathsReport
  /** With `data`: the report is on its way. */
  loading?: boolean
  /** With `data`: why there is none. */
  error?: Error | null
  /** With `data`: asks for it again. */
  onRetry?: () => void

  /** Only sessions with this page, from its first visit on. */
  start?: string
  /** Only sessions with this page, up to its first visit. */
  end?: string
  /** Steps, 1 to 20; default 5. */
  depth?: number
  /** Pages a step before the rest becomes one; default 10. With `data`: all that the report has. */
  limit?: number
  /** Pages to leave out of every walk. */
  exclude?: readonly string[]
  /** ISO 8601 date or instant, inclusive. Default: the provider's filter, else the last 30 days. */
  from?: string
  /** ISO 8601 date or instant, exclusive. */
  to?: string
  device?: Device
  /** Follow the report as it changes. Default false. */
  live?: boolean

  /** A click on a page. */
  onNodeClick?: (node: PathNode) => void
  /** A click on the move from a page to the next. */
  onLinkClick?: (link: PathLink) => void
  /** A click on those who left at a page. */
  onDropOffClick?: (node: PathNode) => void
  /** Whether a click on a page shows the paths from there. Default true without `data`. */
  anchorOnClick?: boolean
  /** The reader has chosen another page to start from, or none (`{}`). With `data`, give the report from there then. */
  onAnchorChange?: (anchor: PathAnchor) => void

  /** Px; default by the number of pages. */
  height?: number
  /** Show the toolbar. Default true. */
  controls?: boolean
  className?: string
  style?: CSSProperties
}
