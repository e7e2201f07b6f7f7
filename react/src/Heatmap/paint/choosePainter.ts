import { gridPainter } from './gridPainter.js'
import type { HeatPainter } from './HeatPainter.js'
import { heatmapJsPainter } from './heatmapJsPainter.js'

/** `heatmap.js` stamps cell by cell; `grid` is for many cells; `auto` goes by their number. The pictures are alike. */
export type PainterName = 'auto' | 'heatmap.js' | 'grid'

/** Up to this many cells heatmap.js paints a screen within a frame or two. */
export const MAX_STAMPED_CELLS = 1_000

export function choosePainter(name: PainterName, cells: number): HeatPainter {
  if (name === 'grid') return gridPainter
  if (name === 'heatmap.js') return heatmapJsPainter
  return cells <= MAX_STAMPED_CELLS ? heatmapJsPainter : gridPainter
}
