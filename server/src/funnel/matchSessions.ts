import type { Scratch } from '../compute/Scratch.js'
import type { JourneyView } from '../segments/segment.js'
import { AnyMatcher } from './AnyMatcher.js'
import { EventBuffer } from './EventBuffer.js'
import { type FunnelTallies, partOf } from './FunnelTallies.js'
import type { ParsedFunnelQuery } from './funnelQuery.js'
import { attemptRules, funnelScans } from './funnelScans.js'
import { OrderedMatcher } from './OrderedMatcher.js'
import { reachableSteps } from './possibleSteps.js'
import { traitsOf } from './segmentTraits.js'

/** Counts a funnel whose actors are sessions. */
export function matchSessions(
  views: readonly JourneyView[],
  query: ParsedFunnelQuery,
  tallies: FunnelTallies,
  scratch: Scratch,
): void {
  const isAny = query.order === 'any'
  const ordered = new OrderedMatcher(attemptRules(query))
  const any = new AnyMatcher(attemptRules(query))
  const buffer = new EventBuffer()
  scratch.begin()
  for (const { segment, scanner, possible, isUncut } of funnelScans(views, query, query.to, scratch)) {
    const { tied } = traitsOf(segment)
    for (let row = 0; row < possible.length; row++) {
      const bound = reachableSteps(possible[row]!, query.order)
      if (bound === 0) continue
      let reached: number
      if (isUncut(row)) reached = scanner.walk(row, bound, ordered.times)
      else if (isAny || tied[row] === 1) {
        buffer.clear()
        scanner.collect(row, row, buffer)
        reached = (isAny ? any : ordered).match(buffer)
      } else {
        ordered.begin(bound)
        scanner.feed(row, row, ordered)
        reached = ordered.outcome()
      }
      if (reached > 0) tallies.add(reached, ordered.times, partOf(query.breakdown, segment, row))
    }
  }
}
