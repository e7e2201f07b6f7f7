import { Scratch } from '../compute/Scratch.js'
import type { JourneyView } from '../segments/segment.js'
import { type FunnelCounts, FunnelTallies } from './FunnelTallies.js'
import type { ParsedFunnelQuery } from './funnelQuery.js'
import { matchSessions } from './matchSessions.js'
import { matchVisitors } from './matchVisitors.js'

const scratch = new Scratch()

/** The numbers of a funnel over the sessions of some segments. */
export function runFunnel(views: readonly JourneyView[], query: ParsedFunnelQuery): FunnelCounts {
  return tallyFunnel(views, query).counts()
}

/** The same before it is summed up; tallies of segments that have no visitor in common may be merged. */
export function tallyFunnel(views: readonly JourneyView[], query: ParsedFunnelQuery): FunnelTallies {
  const tallies = new FunnelTallies(query)
  if (query.per === 'session') matchSessions(views, query, tallies, scratch)
  else matchVisitors(views, query, tallies, scratch)
  return tallies
}
