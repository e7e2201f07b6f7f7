import { pageWalksOf } from '../segments/pageWalks.js'
import type { JourneySegment } from '../segments/segment.js'
import { scanLinks } from './scanLinks.js'

/** How often each link is in the walks of all sessions of a segment. Pages are indices in its dictionary. */
export interface LinkTable {
  /** How many links of each walk are in it at most. */
  steps: number
  /** The links of step s are [first[s], first[s + 1]). */
  first: Uint32Array
  from: Uint16Array
  to: Uint16Array
  count: Uint32Array
  /** How many walks begin at each page. */
  starts: Uint32Array
}

/** A table for more pairs of pages, over all steps, takes longer to make than it is worth. */
const MOST_PAIRS = 200_000
/** A table is worth its memory where it has this many times fewer links than the walks. */
const GAIN = 2

const known = new WeakMap<JourneySegment, LinkTable | null>()

/**
 * The table of a segment, made once; null where going through the walks is as good.
 * @param steps how many links of each walk are asked for
 */
export function linkTableOf(segment: JourneySegment, steps: number): LinkTable | null {
  const found = known.get(segment)
  // A deeper one has all that a shallower one has.
  if (found !== undefined && (found === null || found.steps >= steps)) return found
  const table = makeTable(segment, steps)
  known.set(segment, table)
  return table
}

function makeTable(segment: JourneySegment, steps: number): LinkTable | null {
  const pages = segment.dictionaries.pages.length
  if (pages ** 2 * steps > MOST_PAIRS) return null
  const walks = pageWalksOf(segment)
  const links = new Uint32Array(pages * pages * steps)
  const starts = new Uint32Array(pages)
  const { count } = segment.sessions
  const numbers = Int32Array.from({ length: pages }, (_, page) => page)
  scanLinks({ walks, numbers, begin: 0, end: count, isKept: null }, pages, steps + 1, links, starts)
  const distinct = links.reduce((sum, count) => sum + Math.sign(count), 0)
  if (distinct * GAIN > walks.pages.length) return null
  const table: LinkTable = {
    steps,
    first: new Uint32Array(steps + 1),
    from: new Uint16Array(distinct),
    to: new Uint16Array(distinct),
    count: new Uint32Array(distinct),
    starts,
  }
  let at = 0
  for (let link = 0; link < links.length; link++) {
    if (link % (pages * pages) === 0) table.first[link / (pages * pages)] = at
    if (links[link] === 0) continue
    table.from[at] = Math.floor(link / pages) % pages
    table.to[at] = link % pages
    table.count[at++] = links[link]!
  }
  table.first.fill(at, steps)
  return table
}
