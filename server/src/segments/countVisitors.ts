import { visitorIndexOf } from '../funnel/visitorIndex.js'
import type { Segment } from './segment.js'

/**
 * Counts distinct visitors, exactly: of each group that page views are put in, and of all groups together.
 * @param groupOf the group (from 1 on) of every view of the segments, one segment's views after the other's; 0 for none
 * @param groups the greatest group
 */
export function countVisitors(
  segments: readonly Segment[],
  groupOf: Uint32Array,
  groups: number,
): { total: number; each: Uint32Array } {
  const { visitors, first, sessions } = visitorIndexOf(segments)
  const firstView = firstViews(segments)
  const each = new Uint32Array(groups + 1)
  // Visitors come one by one, so that the last one to be counted in a group is all there is to remember.
  const lastCounted = new Uint32Array(groups + 1)
  let total = 0
  for (let visitor = 0; visitor < visitors; visitor++) {
    let isCounted = false
    for (let i = first[visitor]!; i < first[visitor + 1]!; i++) {
      const session = sessions[i]!
      for (let view = firstView[session]!; view < firstView[session + 1]!; view++) {
        const group = groupOf[view]!
        if (group === 0) continue
        isCounted = true
        if (lastCounted[group] === visitor + 1) continue
        lastCounted[group] = visitor + 1
        each[group]!++
      }
    }
    if (isCounted) total++
  }
  return { total, each }
}

/** Where each session's views begin, sessions and views being numbered through all segments. */
function firstViews(segments: readonly Segment[]): Uint32Array {
  const all = new Uint32Array(segments.reduce((sum, { sessions }) => sum + sessions.count, 1))
  let session = 0
  let viewsBefore = 0
  for (const { sessions, views } of segments) {
    for (let row = 0; row < sessions.count; row++) all[session++] = viewsBefore + sessions.firstView[row]!
    viewsBefore += views.count
  }
  all[session] = viewsBefore
  return all
}
