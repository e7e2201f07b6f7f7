import type { PathLink, PathNode, PathsReport } from '@mouse-tracking/contract'

/** The page that stands for all that are not shown at a step. */
export const OTHER = '(other)'

/** The report with at most `limit(step)` pages a step; the less visited become `(other)`, with what is there already. Ties go by
 * page name, as on the server, so that a report asked for with more pages collapses into the one with fewer. */
export function collapsePaths(report: PathsReport, limit: (step: number) => number): PathsReport {
  const into = new Map<string, string>()
  for (const [step, nodes] of byStep(report.nodes)) {
    const pages = nodes.filter(({ page }) => page !== OTHER).sort(mostVisited)
    for (const { id } of pages.slice(limit(step))) into.set(id, `${step}:${OTHER}`)
  }
  if (into.size === 0) return report

  const nodes = new Map<string, PathNode>()
  for (const node of report.nodes) {
    const id = into.get(node.id) ?? node.id
    const known = nodes.get(id)
    if (known) {
      known.count += node.count
      known.starts += node.starts
      known.exits += node.exits
    } else {
      nodes.set(id, { ...node, id, page: into.has(node.id) ? OTHER : node.page })
    }
  }
  const links = new Map<string, PathLink>()
  for (const link of report.links) {
    const source = into.get(link.source) ?? link.source
    const target = into.get(link.target) ?? link.target
    const key = JSON.stringify([source, target])
    const known = links.get(key)
    if (known) known.value += link.value
    else links.set(key, { source, target, value: link.value })
  }
  return { ...report, nodes: [...nodes.values()], links: [...links.values()] }
}

export function byStep(nodes: readonly PathNode[]): Map<number, PathNode[]> {
  const steps = new Map<number, PathNode[]>()
  for (const node of nodes) {
    const step = steps.get(node.step)
    if (step) step.push(node)
    else steps.set(node.step, [node])
  }
  return steps
}

/** Most visited first, ties by page; `(other)` last. */
export function mostVisited(a: PathNode, b: PathNode): number {
  if ((a.page === OTHER) !== (b.page === OTHER)) return a.page === OTHER ? 1 : -1
  return b.count - a.count || (a.page < b.page ? -1 : 1)
}
