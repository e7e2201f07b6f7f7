export type {
  HeatmapElement,
  HeatmapLayer,
  HeatmapReport,
  PointHeatmap,
  ScrollHeatmap,
} from '@mouse-tracking/contract'
export type { HeatmapBackground } from '../Heatmap/Background.js'
export { Heatmap } from '../Heatmap/Heatmap.js'
export type { HeatmapProps } from '../Heatmap/HeatmapProps.js'
export type { HeatmapDisplay } from '../Heatmap/HeatmapToolbar.js'
export type { PainterName } from '../Heatmap/paint/choosePainter.js'
export type { Palette, PaletteName } from '../Heatmap/paint/colorTable.js'
