import type { StepPlaces } from './countLinks.js'

/** Stands for the pages of a step that are not among its most visited. */
export const OTHER = '(other)'

/** The nodes of one step of a path graph. */
export interface StepNodes extends StepPlaces {
  /** Pages by place: the most visited first, ties by page, and OTHER last where there are more than the limit. */
  pages: readonly string[]
}

/**
 * Chooses which pages of a step stand by themselves.
 * @param visits by page number
 * @param limit how many may
 */
export function stepNodes(visits: Uint32Array, pages: readonly string[], limit: number): StepNodes {
  const visited = [...visits.keys()].filter((page) => visits[page]! > 0)
  visited.sort((a, b) => visits[b]! - visits[a]! || (pages[a]! < pages[b]! ? -1 : 1))
  const shown = visited.slice(0, limit)
  const places = new Uint32Array(pages.length).fill(shown.length)
  for (const [place, page] of shown.entries()) places[page] = place
  const names = shown.map((page) => pages[page]!)
  if (visited.length > limit) names.push(OTHER)
  return { places, count: names.length, pages: names }
}
