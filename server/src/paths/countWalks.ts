import type { JourneyView } from '../segments/segment.js'
import { countLinks, type StepCounts, type StepPlaces } from './countLinks.js'
import { countPlainLinks } from './countPlainLinks.js'
import type { ParsedPathsQuery } from './pathsQuery.js'
import { walksOf } from './walksOf.js'

/** What a count is told beside the sessions. Counts of some of the sessions and of the others add up. */
export interface WalkQuestion {
  /** See `pagesOf`. */
  pages: readonly string[]
  query: ParsedPathsQuery
}

/** How many walks come to each page at each step. */
export function countVisits(views: readonly JourneyView[], { pages, query }: WalkQuestion): Uint32Array[] {
  const visits = Array.from({ length: query.depth }, () => new Uint32Array(pages.length))
  walksOf(views, pages, query).forEach((walk, first, length, step) => {
    for (let i = 0; i < length; i++) visits[step + i]![walk[first + i]!]!++
  })
  return visits
}

/** How many walks begin at each node and go from one to the next. `steps` are the nodes; null, and every page is one. */
export function countSteps(
  views: readonly JourneyView[],
  { pages, query, steps }: WalkQuestion & { steps: readonly StepPlaces[] | null },
): StepCounts[] {
  const walks = walksOf(views, pages, query)
  if (steps !== null) return countLinks(walks, steps)
  if (walks.plain !== null) return countPlainLinks(walks.plain, pages.length, query.depth)
  const everyPage = { places: Uint32Array.from(pages.keys()), count: pages.length }
  return countLinks(walks, new Array(query.depth).fill(everyPage))
}

/** Adds up what was counted of different sessions, of which there are some. */
export function addVisits(parts: readonly Uint32Array[][]): Uint32Array[] {
  return parts.reduce((sum, part) => sum.map((ofStep, step) => added(ofStep, part[step]!)))
}

/** The same for links. */
export function addSteps(parts: readonly StepCounts[][]): StepCounts[] {
  return parts.reduce((sum, part) =>
    sum.map(({ starts, links }, step) => ({
      starts: added(starts, part[step]!.starts),
      links: added(links, part[step]!.links),
    })),
  )
}

const added = (to: Uint32Array, more: Uint32Array) => {
  for (let i = 0; i < more.length; i++) to[i]! += more[i]!
  return to
}
