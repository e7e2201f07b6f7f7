import type { ResolvedLook } from '../theme/LookContext.js'
import { firstAtRow } from './layout/cells.js'
import type { HeatScene } from './useHeatScene.js'

/** What the picture does not show: elements that are not on the page, and what lies below its end. */
export function sceneNotes(scene: HeatScene, { strings, formats }: ResolvedLook): string[] {
  const { report, elements, placement, page, cells } = scene
  const notes: string[] = []
  if (elements && !placement) notes.push(strings.heatmap.noBackground)
  if (elements && placement && placement.unplacedShare > 0) {
    notes.push(strings.heatmap.unplaced(formats.percent(placement.unplacedShare)))
  }
  if (!elements && report.layer !== 'scroll' && page.height !== undefined) {
    let below = 0
    for (let i = firstAtRow(cells, Math.ceil(page.height / report.rowHeight)); i < cells.length; i++) {
      below += cells.values[i]!
    }
    if (below > 0)
      notes.push(strings.heatmap.beyond(strings.heatmap.amount[report.layer](formats.count(below))))
  }
  return notes
}
