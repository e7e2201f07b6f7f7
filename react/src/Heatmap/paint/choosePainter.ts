import { gridPainter } from './gridPainter.js'
import type { HeatPainter } from './HeatPainter.js'
import { heatmapJsPainter } from './heatmapJsPainter.js'

/** `heatmap.js` stamps cell by cell; `grid` is for many cells; `auto` goes by their number. The pictures are alike. */
export type PainterName = 'auto' | 'heatmap.js' | 'grid'

/** Up to this many cells heatmap.js paints a screen within a frame or two. */
const MAX_CELLS = 1_000
/** Up to this many cells on top of one another. A stamp is never fainter than 1 %, so that more of them would add up to heat
 * that is not there. */
const MAX_OVERLAP = 6

/** @param area of the page that the cells are on, and `radius`, in the same px */
export function choosePainter(name: PainterName, cells: number, area: number, radius: number): HeatPainter {
  if (name === 'grid') return gridPainter
  if (name === 'heatmap.js') return heatmapJsPainter
  const overlap = (cells * Math.PI * radius * radius) / Math.max(1, area)
  return cells <= MAX_CELLS && overlap <= MAX_OVERLAP ? heatmapJsPainter : gridPainter
}
