import type { PathLink, PathNode } from '@mouse-tracking/contract'

/** Stands for the pages of a step that are not among its most visited. */
export const OTHER = '(other)'

/** The nodes of one step of a path graph, and the links that lead on from them. A node is told by its place in the step. */
export class StepColumn {
  readonly #nodes: PathNode[]
  /** The place of each page's node, by page number. */
  readonly #places: Uint16Array
  readonly #next: StepColumn | null
  /** How many walks go on from each node here to each node of the next step. */
  readonly #links: Uint32Array

  /**
   * @param visits to each page in this step, by page number
   * @param limit how many pages have a node of their own; less than 65,535
   * @param next the column of the step after this one, if there is one
   */
  constructor(
    step: number,
    pages: readonly string[],
    visits: Uint32Array,
    limit: number,
    next: StepColumn | null,
  ) {
    const visited = [...visits.keys()].filter((page) => visits[page]! > 0)
    visited.sort((a, b) => visits[b]! - visits[a]! || (pages[a]! < pages[b]! ? -1 : 1))
    const shown = visited.slice(0, limit)
    const others = visited.slice(limit).reduce((sum, page) => sum + visits[page]!, 0)
    const node = (page: string, count: number) => ({
      id: `${step}:${page}`,
      step,
      page,
      count,
      starts: 0,
      exits: 0,
    })
    this.#nodes = shown.map((page) => node(pages[page]!, visits[page]!))
    if (others > 0) this.#nodes.push(node(OTHER, others))
    this.#places = new Uint16Array(pages.length).fill(shown.length)
    for (const [place, page] of shown.entries()) this.#places[page] = place
    this.#next = next
    this.#links = new Uint32Array(this.#nodes.length * (next === null ? 0 : next.#nodes.length))
  }

  /** A walk begins with the page; returns its place. */
  begin(page: number): number {
    const place = this.#places[page]!
    this.#nodes[place]!.starts++
    return place
  }

  /** A walk goes on from a place here to a page of the next step; returns its place there. */
  go(from: number, page: number): number {
    const next = this.#next!
    const to = next.#places[page]!
    this.#links[from * next.#nodes.length + to]!++
    return to
  }

  /** A walk ends at a place here. */
  exit(from: number): void {
    this.#nodes[from]!.exits++
  }

  /** The most visited first, then by page; `(other)` last. */
  nodes(): PathNode[] {
    return this.#nodes
  }

  /** To the next step, in the order of the nodes. */
  links(): PathLink[] {
    const targets = this.#next?.nodes() ?? []
    return this.#nodes.flatMap(({ id: source }, from) =>
      targets.flatMap(({ id: target }, to) => {
        const value = this.#links[from * targets.length + to]!
        return value === 0 ? [] : { source, target, value }
      }),
    )
  }
}
