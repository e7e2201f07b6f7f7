import type { PathLink, PathNode, PathsReport } from '@mouse-tracking/contract'
import type { JourneyView } from '../segments/segment.js'
import { countLinks, foldLinks, type StepCounts, visitsOf } from './countLinks.js'
import { countPlainLinks } from './countPlainLinks.js'
import type { ParsedPathsQuery } from './pathsQuery.js'
import { type StepNodes, stepNodes } from './stepNodes.js'
import { type Walks, walksOf } from './walksOf.js'

export type PathGraph = Pick<PathsReport, 'sessions' | 'nodes' | 'links'>

const MAX_PAIRS = 2_000_000

/**
 * The walks of the sessions that began in the range, as a graph of steps and pages. Nodes come by step, the most visited
 * first and `(other)` last; links in the order of the nodes that they join.
 * @param maxPairs up to so many pairs of pages, over all steps, the links between all pages are counted in one go; with
 * more of them a first go chooses the nodes
 */
export function buildPaths(
  views: readonly JourneyView[],
  query: ParsedPathsQuery,
  maxPairs: number = MAX_PAIRS,
): PathGraph {
  const { depth, limit } = query
  const walks = walksOf(views, query)
  const { pages } = walks
  const choose = (visits: readonly Uint32Array[]) => visits.map((ofStep) => stepNodes(ofStep, pages, limit))
  if (pages.length ** 2 * depth > maxPairs) {
    const nodes = choose(countVisits(walks, depth))
    return assemble(nodes, countLinks(walks, nodes))
  }
  const counts = countAllLinks(walks, depth)
  const nodes = choose(visitsOf(counts))
  return assemble(nodes, foldLinks(counts, pages.length, nodes))
}

/** Counts links with a place for every page. */
function countAllLinks(walks: Walks, depth: number): StepCounts[] {
  const { pages, plain } = walks
  if (plain !== null) return countPlainLinks(plain, pages.length, depth)
  const everyPage = { places: Uint32Array.from(pages.keys()), count: pages.length }
  return countLinks(walks, new Array(depth).fill(everyPage))
}

/** How many walks come to each page at each step. */
function countVisits({ pages, forEach }: Walks, depth: number): Uint32Array[] {
  const visits = Array.from({ length: depth }, () => new Uint32Array(pages.length))
  forEach((walk, first, length, step) => {
    for (let i = 0; i < length; i++) visits[step + i]![walk[first + i]!]!++
  })
  return visits
}

function assemble(steps: readonly StepNodes[], counts: readonly StepCounts[]): PathGraph {
  const visits = visitsOf(counts)
  const nodes = steps.map(({ pages }, step) =>
    pages.map((page, place): PathNode => {
      const count = visits[step]![place]!
      const starts = counts[step]!.starts[place]!
      return { id: `${step}:${page}`, step, page, count, starts, exits: count }
    }),
  )
  const links: PathLink[] = []
  for (const [step, { links: values }] of counts.entries()) {
    const targets = nodes[step + 1] ?? []
    for (const [link, value] of values.entries()) {
      if (value === 0) continue
      const source = nodes[step]![Math.floor(link / targets.length)]!
      source.exits -= value
      links.push({ source: source.id, target: targets[link % targets.length]!.id, value })
    }
  }
  const sessions = nodes.flat().reduce((sum, { starts }) => sum + starts, 0)
  return { sessions, nodes: nodes.flat(), links }
}
