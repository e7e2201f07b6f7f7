import type { PathLink, PathNode, PathsReport } from '@mouse-tracking/contract'
import type { JourneyView } from '../segments/segment.js'
import { foldLinks, type StepCounts, type StepPlaces, visitsOf } from './countLinks.js'
import { countSteps, countVisits, type WalkQuestion } from './countWalks.js'
import type { ParsedPathsQuery } from './pathsQuery.js'
import { type StepNodes, stepNodes } from './stepNodes.js'
import { pagesOf } from './walkScans.js'

export type PathGraph = Pick<PathsReport, 'sessions' | 'nodes' | 'links'>

/** Who counts the walks of some sessions; see `countWalks`. */
export interface WalkCounter {
  visits(question: WalkQuestion): Promise<Uint32Array[]>
  steps(question: WalkQuestion & { steps: readonly StepPlaces[] | null }): Promise<StepCounts[]>
}

/** Counts them here. */
export const counterOf = (views: readonly JourneyView[]): WalkCounter => ({
  visits: async (question) => countVisits(views, question),
  steps: async (question) => countSteps(views, question),
})

const MAX_PAIRS = 2_000_000

/**
 * The walks of the sessions that began in the range, as a graph of steps and pages. Nodes come by step, the most visited
 * first and `(other)` last; links in the order of the nodes that they join.
 * @param count counts the walks of `views`
 * @param maxPairs up to so many pairs of pages, over all steps, the links between all pages are counted in one go; with
 * more of them a first go chooses the nodes
 */
export async function buildPaths(
  views: readonly JourneyView[],
  query: ParsedPathsQuery,
  count: WalkCounter = counterOf(views),
  maxPairs: number = MAX_PAIRS,
): Promise<PathGraph> {
  const { depth, limit } = query
  const pages = pagesOf(views, query)
  const choose = (visits: readonly Uint32Array[]) => visits.map((ofStep) => stepNodes(ofStep, pages, limit))
  if (pages.length ** 2 * depth > maxPairs) {
    const steps = choose(await count.visits({ pages, query }))
    return assemble(steps, await count.steps({ pages, query, steps }))
  }
  const counts = await count.steps({ pages, query, steps: null })
  const nodes = choose(visitsOf(counts))
  return assemble(nodes, foldLinks(counts, pages.length, nodes))
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
