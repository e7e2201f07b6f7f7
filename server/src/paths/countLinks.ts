import type { Walks } from './walksOf.js'

/** Where the pages of a step have their nodes. */
export interface StepPlaces {
  /** By page number. */
  places: Uint32Array
  /** How many nodes there are. */
  count: number
}

/** What walks do at a step, by the places of its nodes. */
export interface StepCounts {
  /** How many walks begin at a node. */
  starts: Uint32Array
  /** How many go from a node to one of the next step: at `from * (nodes of the next step) + to`. */
  links: Uint32Array
}

/** Counts for each step the walks that begin there, and those that go on to the next. */
export function countLinks(walks: Walks, steps: readonly StepPlaces[]): StepCounts[] {
  const counts = zeroCounts(steps)
  walks.forEach((walk, first, length, step) => {
    let from = steps[step]!.places[walk[first]!]!
    counts[step]!.starts[from]!++
    for (let i = 1; i < length; i++) {
      const { places, count } = steps[step + i]!
      const to = places[walk[first + i]!]!
      counts[step + i - 1]!.links[from * count + to]!++
      from = to
    }
  })
  return counts
}

/** From counts where each page has a place of its own, its number, to those of the nodes. */
export function foldLinks(
  counts: readonly StepCounts[],
  pages: number,
  steps: readonly StepPlaces[],
): StepCounts[] {
  const folded = zeroCounts(steps)
  for (const [step, { starts, links }] of counts.entries()) {
    const { places } = steps[step]!
    for (let page = 0; page < starts.length; page++) {
      if (starts[page]! > 0) folded[step]!.starts[places[page]!]! += starts[page]!
    }
    for (let link = 0; link < links.length; link++) {
      if (links[link] === 0) continue
      const to = steps[step + 1]!
      const place = places[Math.floor(link / pages)]! * to.count + to.places[link % pages]!
      folded[step]!.links[place]! += links[link]!
    }
  }
  return folded
}

/** How many walks come to each node of each step. */
export function visitsOf(counts: readonly StepCounts[]): Uint32Array[] {
  return counts.map(({ starts }, step) => {
    const visits = starts.slice()
    const links = counts[step - 1]?.links ?? []
    for (let link = 0; link < links.length; link++) visits[link % visits.length]! += links[link]!
    return visits
  })
}

function zeroCounts(steps: readonly StepPlaces[]): StepCounts[] {
  return steps.map(({ count }, step) => ({
    starts: new Uint32Array(count),
    links: new Uint32Array(count * (steps[step + 1]?.count ?? 0)),
  }))
}
