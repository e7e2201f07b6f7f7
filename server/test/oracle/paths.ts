import type { PathLink, PathNode } from '@mouse-tracking/contract'
import { groupBy } from './groupBy.js'
import { type Filter, isIn } from './ranges.js'
import { compareText, type RecordedView } from './recorded.js'
import { sessionsOf } from './sessionsOf.js'

export interface PathsParams extends Filter {
  start?: string
  end?: string
  depth?: number
  limit?: number
  exclude?: string[]
}

/** Section 4.2. Nodes and links are sorted by step and name. */
export function paths(all: readonly RecordedView[], params: PathsParams) {
  const { device, start, end, depth = 5, limit = 10, exclude = [] } = params
  const walks = sessionsOf(all)
    .filter((session) => isIn(session.startedAt, params) && (!device || session.device === device))
    .map(({ views }) => views.map(({ page }) => page).filter((page) => !exclude.includes(page)))
    .map((pages) => pages.filter((page, i) => page !== pages[i - 1]))
    .map((pages) => between(pages, start, end))
    .map((pages) => placed(pages, depth, start === undefined && end !== undefined))
    .filter((walk) => walk.length > 0)
  const standing = standingPages(walks, depth, limit)
  const named = walks.map((walk) =>
    walk.map(({ step, page }) => ({ step, page: standing[step]!.has(page) ? page : '(other)' })),
  )

  const nodes = new Map<string, PathNode>()
  const links = new Map<string, PathLink>()
  for (const walk of named) {
    walk.forEach(({ step, page }, i) => {
      const id = `${step}:${page}`
      const node = nodes.get(id) ?? { id, step, page, count: 0, starts: 0, exits: 0 }
      nodes.set(id, node)
      node.count++
      if (i === 0) node.starts++
      const next = walk[i + 1]
      if (!next) {
        node.exits++
        return
      }
      const target = `${next.step}:${next.page}`
      const link = links.get(`${id} ${target}`) ?? { source: id, target, value: 0 }
      links.set(`${id} ${target}`, link)
      link.value++
    })
  }
  return {
    sessions: walks.length,
    nodes: [...nodes.values()].sort((a, b) => a.step - b.step || compareText(a.page, b.page)),
    links: [...links.values()].sort(
      (a, b) => compareText(a.source, b.source) || compareText(a.target, b.target),
    ),
  }
}

/** The part of a walk from its first `start` up to its first `end` after that; nothing where one is missing. */
function between(walk: string[], start?: string, end?: string): string[] {
  let part = walk
  if (start !== undefined) {
    const at = part.indexOf(start)
    if (at < 0) return []
    part = part.slice(at)
  }
  if (end === undefined) return part
  const at = part.indexOf(end, start === undefined ? 0 : 1)
  return at < 0 ? [] : part.slice(0, at + 1)
}

function placed(walk: string[], depth: number, fromTheEnd: boolean): { step: number; page: string }[] {
  const cut = fromTheEnd ? walk.slice(-depth) : walk.slice(0, depth)
  const first = fromTheEnd ? depth - cut.length : 0
  return cut.map((page, i) => ({ step: first + i, page }))
}

/** The most visited pages of each step. */
function standingPages(walks: { step: number; page: string }[][], depth: number, limit: number) {
  return Array.from({ length: depth }, (_, step) => {
    const pages = walks.flat().filter((place) => place.step === step)
    const counts = [...groupBy(pages, ({ page }) => page)].map(([page, own]) => [page, own.length] as const)
    counts.sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))
    return new Set(counts.slice(0, limit).map(([page]) => page))
  })
}
