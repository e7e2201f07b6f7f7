import type { PathsReport } from '@mouse-tracking/contract'
import type { SegmentView } from '../segments/segment.js'
import { type PackedWalks, packWalks } from './packWalks.js'
import type { ParsedPathsQuery } from './pathsQuery.js'
import { StepColumn } from './StepColumn.js'

export type PathGraph = Pick<PathsReport, 'sessions' | 'nodes' | 'links'>

/**
 * The walks of the sessions that began in the range, as a graph of steps and pages. Nodes come by step, the most visited
 * first and `(other)` last; links in the order of the nodes that they join.
 */
export function buildPaths(views: readonly SegmentView[], query: ParsedPathsQuery): PathGraph {
  const { depth, limit, start, end } = query
  const walks = packWalks(views, query)
  const isAlignedAtEnd = end !== undefined && start === undefined
  const stepOf = (length: number) => (isAlignedAtEnd ? depth - length : 0)

  // Which pages of a step stand by themselves is known only when all walks have been counted.
  const visits = countVisits(walks, depth, stepOf)
  const columns: StepColumn[] = []
  for (let step = depth - 1; step >= 0; step--) {
    columns[step] = new StepColumn(step, walks.pages, visits[step]!, limit, columns[step + 1] ?? null)
  }
  addWalks(walks, columns, stepOf)
  return {
    sessions: walks.count,
    nodes: columns.flatMap((column) => column.nodes()),
    links: columns.flatMap((column) => column.links()),
  }
}

/** For each step how often each page was visited, by page number. */
function countVisits(
  { pages, packed }: PackedWalks,
  depth: number,
  stepOf: (length: number) => number,
): Uint32Array[] {
  const visits = Array.from({ length: depth }, () => new Uint32Array(pages.length))
  for (let at = 0; at < packed.length; ) {
    const length = packed[at++]!
    const step = stepOf(length)
    for (let i = 0; i < length; i++) visits[step + i]![packed[at++]!]!++
  }
  return visits
}

function addWalks(
  { packed }: PackedWalks,
  columns: readonly StepColumn[],
  stepOf: (length: number) => number,
): void {
  for (let at = 0; at < packed.length; ) {
    const length = packed[at++]!
    let step = stepOf(length)
    let place = columns[step]!.begin(packed[at++]!)
    for (let i = 1; i < length; i++) place = columns[step++]!.go(place, packed[at++]!)
    columns[step]!.exit(place)
  }
}
