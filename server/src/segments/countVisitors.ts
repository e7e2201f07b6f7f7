import type { Segment } from './segment.js'
import { VisitorIds } from './VisitorIds.js'

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
  const { visitors, first, firstViews, endViews } = groupedViewsByVisitor(segments, groupOf)
  const each = new Uint32Array(groups + 1)
  // Visitors come one by one, so that the last one (+ 1) to be counted in a group is all there is to remember.
  const lastCounted = new Uint32Array(groups + 1)
  for (let visitor = 0; visitor < visitors; visitor++) {
    for (let s = first[visitor]!; s < first[visitor + 1]!; s++) {
      for (let view = firstViews[s]!; view < endViews[s]!; view++) {
        const group = groupOf[view]!
        if (group === 0 || lastCounted[group] === visitor + 1) continue
        lastCounted[group] = visitor + 1
        each[group]!++
      }
    }
  }
  return { total: visitors, each }
}

/**
 * Sessions with views in a group, by visitor: visitor v has the sessions [first[v], first[v + 1]), of which session s has
 * the views [firstViews[s], endViews[s]).
 */
function groupedViewsByVisitor(segments: readonly Segment[], groupOf: Uint32Array) {
  const ids = new VisitorIds(segments.reduce((sum, { sessions }) => sum + sessions.count, 0))
  const visitorOf: number[] = []
  const begins: number[] = []
  const ends: number[] = []
  let viewsBefore = 0
  for (const { sessions, views } of segments) {
    for (let row = 0; row < sessions.count; row++) {
      const begin = viewsBefore + sessions.firstView[row]!
      const end = viewsBefore + sessions.firstView[row + 1]!
      if (!hasGroup(groupOf, begin, end)) continue
      visitorOf.push(ids.of(sessions.visitor[row]!))
      begins.push(begin)
      ends.push(end)
    }
    viewsBefore += views.count
  }
  // Counting sort: how many sessions each visitor has, where they end, and then each put before the one put last.
  const first = new Uint32Array(ids.count + 1)
  for (const visitor of visitorOf) first[visitor]!++
  for (let visitor = 0, end = 0; visitor <= ids.count; visitor++) {
    end += first[visitor]!
    first[visitor] = end
  }
  const firstViews = new Uint32Array(begins.length)
  const endViews = new Uint32Array(ends.length)
  visitorOf.forEach((visitor, s) => {
    const place = --first[visitor]!
    firstViews[place] = begins[s]!
    endViews[place] = ends[s]!
  })
  return { visitors: ids.count, first, firstViews, endViews }
}

function hasGroup(groupOf: Uint32Array, begin: number, end: number): boolean {
  for (let view = begin; view < end; view++) if (groupOf[view] !== 0) return true
  return false
}
