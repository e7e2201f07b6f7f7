import type { Device } from '@mouse-tracking/contract'
import type { SegmentView } from '../segments/segment.js'
import { deviceOf } from '../sessions/deviceOf.js'
import { widthClassOf } from './binBatch.js'
import type { ViewStats } from './heatmapReport.js'

export interface ViewFilter {
  page: string
  /** Epoch ms, from inclusive, to exclusive. */
  from: number
  to: number
  device: Device | null
  /** Width classes, both inclusive. */
  widths: { min: number; max: number }
}

/** Counts the views of a page, how far each got and how high their viewports are. */
export function viewStats(segments: readonly SegmentView[], filter: ViewFilter): ViewStats {
  const { from, to, device, widths } = filter
  const reach = new Map<number, number>()
  let count = 0
  let rows = 0
  let heights = 0
  for (const { segment, masked } of segments) {
    const { views } = segment
    const page = segment.dictionaries.pages.indexOf(filter.page)
    if (page === -1) continue
    for (let v = 0; v < views.count; v++) {
      if (views.page[v] !== page || masked?.[views.session[v]!]) continue
      const start = views.start[v]!
      if (start < from || start >= to) continue
      const width = views.width[v]!
      const widthClass = widthClassOf(width)
      if (widthClass < widths.min || widthClass > widths.max) continue
      if (device && deviceOf(width) !== device) continue
      count++
      rows = Math.max(rows, views.rows[v]!)
      heights += views.height[v]!
      reach.set(views.reach[v]!, (reach.get(views.reach[v]!) ?? 0) + 1)
    }
  }
  return { views: count, rows, reach, heights }
}
