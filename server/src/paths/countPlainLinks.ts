import type { StepCounts } from './countLinks.js'
import { type LinkTable, linkTableOf } from './linkTable.js'
import { EXCLUDED } from './readWalk.js'
import { scanLinks } from './scanLinks.js'
import type { WalkScan } from './walkScans.js'

/**
 * Counts links as `countLinks` does where every page has a place of its own, for walks that neither a start nor an end trims:
 * what most people ask for, over every session there is. Segments that count as a whole are added up from what was noted
 * of them; of the others each walk is counted while it is read.
 * @param pages how many there are
 */
export function countPlainLinks(scans: readonly WalkScan[], pages: number, depth: number): StepCounts[] {
  const counts = Array.from({ length: depth }, (_, step) => ({
    starts: new Uint32Array(pages),
    links: new Uint32Array(step + 1 < depth ? pages * pages : 0),
  }))
  // One table for all steps, so that the loop looks nothing up but numbers.
  const links = new Uint32Array(pages * pages * depth)
  const { starts } = counts[0]!
  for (const scan of scans) {
    const table = isWhole(scan) ? linkTableOf(scan.segment, depth - 1) : null
    if (table) addTable(table, scan.numbers, pages, depth, links, starts)
    else scanLinks(scan, pages, depth, links, starts)
  }
  for (const [step, { links: ofStep }] of counts.entries())
    ofStep.set(links.subarray(step * pages * pages, step * pages * pages + ofStep.length))
  return counts
}

/** Whether all sessions of a segment count, with all of their pages. */
function isWhole({ segment, begin, end, isKept, numbers }: WalkScan): boolean {
  return isKept === null && begin === 0 && end === segment.sessions.count && !numbers.includes(EXCLUDED)
}

function addTable(
  { first, from, to, count, starts: ofSegment }: LinkTable,
  numbers: Int32Array,
  pages: number,
  depth: number,
  links: Uint32Array,
  starts: Uint32Array,
): void {
  for (let page = 0; page < ofSegment.length; page++) starts[numbers[page]!]! += ofSegment[page]!
  for (let step = 0; step + 1 < depth; step++) {
    const base = step * pages * pages
    const last = first[step + 1]!
    for (let i = first[step]!; i < last; i++)
      links[base + numbers[from[i]!]! * pages + numbers[to[i]!]!]! += count[i]!
  }
}
