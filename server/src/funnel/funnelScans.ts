import type { Segment, SegmentView } from '../segments/segment.js'
import type { AttemptRules } from './actorEvents.js'
import type { ParsedFunnelQuery } from './funnelQuery.js'
import { possibleSteps } from './possibleSteps.js'
import { SegmentScanner } from './SegmentScanner.js'
import { stepCompiler } from './stepCompiler.js'

/** A segment as a funnel goes through it. */
export interface FunnelScan {
  segment: Segment
  scanner: SegmentScanner
  /** What each session may match (see `possibleSteps`). */
  possible: Int32Array
}

/** Makes a query ready to go through segments. Sessions that start at `startsBefore` (epoch ms) or later do not count. */
export function funnelScans(
  views: readonly SegmentView[],
  query: ParsedFunnelQuery,
  startsBefore: number,
): FunnelScan[] {
  const compile = stepCompiler(query)
  return views.map((view) => {
    const compiled = compile(view.segment.dictionaries)
    return {
      segment: view.segment,
      scanner: new SegmentScanner(view.segment, compiled),
      possible: possibleSteps(view, compiled, query, startsBefore),
    }
  })
}

export function attemptRules({ steps, windowMs, from, to }: ParsedFunnelQuery): AttemptRules {
  return { steps: steps.length, windowMs, from, to }
}
