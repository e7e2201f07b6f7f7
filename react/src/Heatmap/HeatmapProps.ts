import type { Device, HeatmapElement, HeatmapLayer, HeatmapReport } from '@mouse-tracking/contract'
import type { CSSProperties } from 'react'
import type { Look } from '../theme/LookContext.js'
import type { HeatmapBackground } from './Background.js'
import type { HeatmapDisplay } from './HeatmapToolbar.js'
import type { PainterName } from './paint/choosePainter.js'
import type { Palette } from './paint/colorTable.js'

export interface HeatmapProps extends Look {
  /** A report as the server answers it. With it the component asks for nothing and needs no provider. */
  data?: HeatmapReport
  /** With `data`: the report is on its way. */
  loading?: boolean
  /** With `data`: why there is none. */
  error?: Error | null
  /** With `data`: asks for it again. */
  onRetry?: () => void

  /** The page as the reports name it, `/product/:id`. Needed without `data`. */
  page?: string
  /** The layer to begin with; default `click`. */
  layer?: HeatmapLayer
  /** The reader has chosen another layer. With `data`, give the report of that layer then. */
  onLayerChange?: (layer: HeatmapLayer) => void
  /** ISO 8601 date or instant, inclusive. Default: the provider's filter, else the last 30 days. */
  from?: string
  /** ISO 8601 date or instant, exclusive. */
  to?: string
  device?: Device
  /** Viewport widths to take in (CSS px, inclusive, in steps of 64). */
  minWidth?: number
  maxWidth?: number
  /** Follow the report as it changes. Default false. */
  live?: boolean

  /** What lies under the heat. */
  background?: HeatmapBackground
  /** The width in CSS px at which the background was taken or is laid out. Default: an image's own, all the room for an
   * element, and for an iframe one that goes with `device`. */
  pageWidth?: number
  /** The height in CSS px above which the page scrolls within the component; `none` for the full page. Default 640. */
  maxHeight?: number | 'none'

  /** Heat, or boxes over the elements that were clicked (layer `click` on a live background). Default `heat`. */
  display?: HeatmapDisplay
  /** 0 to 1; default 0.8. */
  opacity?: number
  /** How far a point's heat reaches, in shown px. Default 28. */
  radius?: number
  /** Default `classic`. */
  palette?: Palette
  /** Default `auto`: heatmap.js for few cells, a grid for many. */
  painter?: PainterName
  /** Show the toolbar. Default true. */
  controls?: boolean
  /** A click on an element of the map that is known by its selector. */
  onElementClick?: (element: HeatmapElement) => void

  className?: string
  style?: CSSProperties
}
