import type { PathAnchor, PathsReport } from '@mouse-tracking/react'
import { type SampleRange, sampleMeta } from './sampleMeta.js'
import type { SampleSession } from './sampleSessions.js'

const OTHER = '(other)'

interface Options extends PathAnchor {
  depth: number
  /** Pages a step. */
  limit: number
}

/** The paths report of made-up sessions, as the server would answer it. */
export function samplePaths(
  sessions: readonly SampleSession[],
  options: Options,
  range: SampleRange,
): PathsReport {
  const walks = sessions.flatMap(({ walk }) => {
    const cut = cutWalk(
      walk.map(({ page }) => page),
      options,
    )
    return cut.length > 0 ? [cut] : []
  })
  // Walks towards an end are aligned at it, so theirs may begin at a later step.
  const firstStep = (walk: string[]) => (options.end && !options.start ? options.depth - walk.length : 0)
  const shown = mostVisited(walks, firstStep, options.limit)
  const nodes = new Map<string, PathsReport['nodes'][number]>()
  const links = new Map<string, PathsReport['links'][number]>()
  for (const walk of walks) {
    let before: string | undefined
    for (const [i, visited] of walk.entries()) {
      const step = firstStep(walk) + i
      const page = shown.get(step)?.has(visited) ? visited : OTHER
      const id = `${step}:${page}`
      const node = nodes.get(id) ?? { id, step, page, count: 0, starts: 0, exits: 0 }
      nodes.set(id, node)
      node.count++
      if (i === 0) node.starts++
      if (i === walk.length - 1) node.exits++
      if (before !== undefined) {
        const key = `${before} ${id}`
        const link = links.get(key) ?? { source: before, target: id, value: 0 }
        links.set(key, link)
        link.value++
      }
      before = id
    }
  }
  return {
    ...sampleMeta(range),
    sessions: walks.length,
    nodes: [...nodes.values()].sort((a, b) => a.step - b.step || b.count - a.count),
    links: [...links.values()].sort((a, b) => b.value - a.value),
  }
}

function cutWalk(pages: string[], { start, end, depth }: Options): string[] {
  let walk = pages.filter((page, i) => page !== pages[i - 1])
  if (start !== undefined) {
    const at = walk.indexOf(start)
    if (at < 0) return []
    walk = walk.slice(at)
  }
  if (end !== undefined) {
    const at = walk.indexOf(end)
    if (at < 0) return []
    walk = walk.slice(0, at + 1)
  }
  return end !== undefined && start === undefined ? walk.slice(-depth) : walk.slice(0, depth)
}

function mostVisited(walks: string[][], firstStep: (walk: string[]) => number, limit: number) {
  const counts = new Map<number, Map<string, number>>()
  for (const walk of walks) {
    for (const [i, page] of walk.entries()) {
      const step = firstStep(walk) + i
      const pages = counts.get(step) ?? new Map<string, number>()
      counts.set(step, pages.set(page, (pages.get(page) ?? 0) + 1))
    }
  }
  const shown = new Map<number, Set<string>>()
  for (const [step, pages] of counts) {
    const ranked = [...pages].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    shown.set(step, new Set(ranked.slice(0, limit).map(([page]) => page)))
  }
  return shown
}
