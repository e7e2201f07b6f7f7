import type { PathLink, PathNode, PathsReport } from '@mouse-tracking/contract'
import fc from 'fast-check'
import { OTHER } from './collapsePaths.js'

/** Walks through up to eight pages. */
export const walks = fc.array(
  fc.array(
    fc.constantFrom(...'abcdefgh').map((page) => `/${page}`),
    { minLength: 1, maxLength: 6 },
  ),
  {
    minLength: 1,
    maxLength: 40,
  },
)

/** The report of walks, made the plain way: count, keep the most visited, add up. */
export function reportOf(all: readonly string[][], limit: number): PathsReport {
  const counts = new Map<number, Map<string, number>>()
  for (const walk of all) {
    walk.forEach((page, step) => {
      const pages = counts.get(step) ?? new Map<string, number>()
      counts.set(step, pages.set(page, (pages.get(page) ?? 0) + 1))
    })
  }
  const kept = new Map(
    [...counts].map(([step, pages]) => {
      const sorted = [...pages].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      return [step, new Set(sorted.slice(0, limit).map(([page]) => page))] as const
    }),
  )
  const nodes = new Map<string, PathNode>()
  const links = new Map<string, PathLink>()
  for (const walk of all) {
    let from: string | undefined
    walk.forEach((visited, step) => {
      const page = kept.get(step)?.has(visited) ? visited : OTHER
      const id = `${step}:${page}`
      const node = nodes.get(id) ?? { id, step, page, count: 0, starts: 0, exits: 0 }
      node.count++
      if (step === 0) node.starts++
      if (step === walk.length - 1) node.exits++
      nodes.set(id, node)
      if (from !== undefined) {
        const key = `${from} ${id}`
        const link = links.get(key) ?? { source: from, target: id, value: 0 }
        link.value++
        links.set(key, link)
      }
      from = id
    })
  }
  return {
    sessions: all.length,
    nodes: [...nodes.values()],
    links: [...links.values()],
    from: '2026-11-01T00:00:00.000Z',
    to: '2026-11-02T00:00:00.000Z',
    asOf: '2026-11-02T00:00:00.000Z',
    pending: 0,
  }
}
