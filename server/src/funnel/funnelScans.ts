import type { Scratch } from '../compute/Scratch.js'
import type { JourneySegment, JourneyView } from '../segments/segment.js'
import type { AttemptRules } from './actorEvents.js'
import type { ParsedFunnelQuery } from './funnelQuery.js'
import { possibleSteps } from './possibleSteps.js'
import { SegmentScanner } from './SegmentScanner.js'
import { traitsOf } from './segmentTraits.js'
import { type CompiledSteps, stepCompiler } from './stepCompiler.js'

/** A segment as a funnel goes through it. */
export interface FunnelScan {
  segment: JourneySegment
  scanner: SegmentScanner
  /** What each session may match (see `possibleSteps`). */
  possible: Int32Array
  /**
   * Whether an attempt within the session in a row can be cut short by nothing: not by the range, the window, an excluded
   * event or two events of the same time.
   */
  isUncut: (row: number) => boolean
}

/** Makes a query ready to go through segments. Sessions that start at `startsBefore` (epoch ms) or later do not count. */
export function funnelScans(
  views: readonly JourneyView[],
  query: ParsedFunnelQuery,
  startsBefore: number,
  scratch: Scratch,
): FunnelScan[] {
  const compile = stepCompiler(query)
  return views.map((view) => {
    const compiled = compile(view.segment.dictionaries)
    return {
      segment: view.segment,
      scanner: new SegmentScanner(view.segment, compiled),
      possible: possibleSteps(view, compiled, query, startsBefore, scratch),
      isUncut: uncutTest(view.segment, compiled, query),
    }
  })
}

function uncutTest(segment: JourneySegment, { hasStops }: CompiledSteps, query: ParsedFunnelQuery) {
  if (hasStops || query.order === 'any') return () => false
  const { start, end } = segment.sessions
  const { tied } = traitsOf(segment)
  const { from, to, windowMs } = query
  return (row: number) => {
    const [first, last] = [start[row]!, end[row]!]
    return tied[row] === 0 && first >= from && last < to && last - first <= windowMs
  }
}

export function attemptRules({ steps, windowMs, from, to }: ParsedFunnelQuery): AttemptRules {
  return { steps: steps.length, windowMs, from, to }
}
