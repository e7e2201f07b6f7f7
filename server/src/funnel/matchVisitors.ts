import { groupBy } from '../compute/groupBy.js'
import type { Scratch } from '../compute/Scratch.js'
import type { JourneyView } from '../segments/segment.js'
import { AnyMatcher } from './AnyMatcher.js'
import { EventBuffer } from './EventBuffer.js'
import type { FunnelTallies } from './FunnelTallies.js'
import type { ParsedFunnelQuery } from './funnelQuery.js'
import { attemptRules } from './funnelScans.js'
import { OrderedMatcher } from './OrderedMatcher.js'
import { VisitorScan } from './VisitorScan.js'

/** What is kept of all visitors at once may take so many bytes; above that they are taken in blocks. */
const MAX_STATE = 128 * 2 ** 20

/** Counts a funnel whose actors are visitors, each with its sessions in all segments. */
export function matchVisitors(
  views: readonly JourneyView[],
  query: ParsedFunnelQuery,
  tallies: FunnelTallies,
  scratch: Scratch,
  maxState: number = MAX_STATE,
): void {
  // What is known of visitors is looked up all over the place: in parts it stays close to the processor.
  for (const part of groupBy(views, ({ partition }) => partition).values())
    matchPart(part, query, tallies, scratch, maxState)
}

function matchPart(
  views: readonly JourneyView[],
  query: ParsedFunnelQuery,
  tallies: FunnelTallies,
  scratch: Scratch,
  maxState: number,
): void {
  scratch.begin()
  const scan = new VisitorScan(views, query, scratch)
  const rules = attemptRules(query)
  const times = new Float64Array(rules.steps)
  scan.eachOnly(times, (reached, session) => tallies.add(reached, times, scan.partOf(session)))

  const block = Math.min(scan.simple, Math.ceil(maxState / OrderedMatcher.bytesPerActor(rules.steps)))
  const inTurns = new OrderedMatcher(rules, block, scratch)
  for (let first = 0; first < scan.simple; first += block) {
    const end = Math.min(first + block, scan.simple)
    inTurns.clear()
    scan.feed(first, end, inTurns)
    for (let actor = 0; actor < end - first; actor++) {
      inTurns.resume(actor)
      const reached = inTurns.outcome()
      if (reached > 0) tallies.add(reached, inTurns.times, scan.partOf(inTurns.session))
    }
  }

  const matcher = query.order === 'any' ? new AnyMatcher(rules) : new OrderedMatcher(rules)
  const buffer = new EventBuffer()
  for (const visitor of scan.gathered) {
    scan.gather(visitor, buffer)
    const reached = matcher.match(buffer)
    if (reached > 0) tallies.add(reached, matcher.times, scan.partOf(matcher.session))
  }
}
