import type { PathLink, PathNode, PathsReport } from '@mouse-tracking/contract'
import { byStep, mostVisited } from './collapsePaths.js'

/** A node as the diagram lays it out. */
export interface GraphNode extends PathNode {
  /** The column, from 0. */
  column: number
  /** The place within its column, from 0 at the top. */
  order: number
  /** The node's thickness: its sessions, whether or not they go on. */
  fixedValue: number
}

export interface PathGraph {
  nodes: GraphNode[]
  links: PathLink[]
  columns: { step: number; sessions: number; nodes: GraphNode[] }[]
}

/** The report as columns of nodes, most visited on top. Steps are numbered as in the report; columns start at the first step that
 * any walk has (walks that are aligned at their end may all be shorter than asked). */
export function pathGraph(report: PathsReport): PathGraph {
  const steps = [...byStep(report.nodes)].sort(([a], [b]) => a - b)
  const columns = steps.map(([step, nodes], column) => ({
    step,
    sessions: nodes.reduce((sum, { count }) => sum + count, 0),
    nodes: [...nodes]
      .sort(mostVisited)
      .map((node, order) => ({ ...node, column, order, fixedValue: node.count })),
  }))
  return {
    columns,
    nodes: columns.flatMap(({ nodes }) => nodes),
    links: report.links.map(({ source, target, value }) => ({ source, target, value })),
  }
}
