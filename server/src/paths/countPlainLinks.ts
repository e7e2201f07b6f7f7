import type { StepCounts } from './countLinks.js'
import { EXCLUDED } from './readWalk.js'
import type { WalkScan } from './walkScans.js'

/**
 * Counts links as `countLinks` does where every page has a place of its own, for walks that neither a start nor an end trims:
 * what most people ask for, over every session there is. Each walk is counted while it is read.
 * @param pages how many there are
 */
export function countPlainLinks(scans: readonly WalkScan[], pages: number, depth: number): StepCounts[] {
  const counts = Array.from({ length: depth }, (_, step) => ({
    starts: new Uint32Array(pages),
    links: new Uint32Array(step + 1 < depth ? pages * pages : 0),
  }))
  // One table for all steps, so that the loop looks nothing up but numbers.
  const links = new Uint32Array(pages * pages * depth)
  for (const scan of scans) addScan(scan, pages, depth, links, counts[0]!.starts)
  for (const [step, { links: ofStep }] of counts.entries())
    ofStep.set(links.subarray(step * pages * pages, step * pages * pages + ofStep.length))
  return counts
}

function addScan(
  { walks, numbers, begin, end, isKept }: WalkScan,
  pages: number,
  depth: number,
  links: Uint32Array,
  starts: Uint32Array,
): void {
  const { pages: walked, first } = walks
  const step = pages * pages
  const stop = (depth - 1) * step
  for (let row = begin; row < end; row++) {
    if (isKept !== null && isKept[row] === 0) continue
    const last = first[row + 1]!
    let previous = EXCLUDED
    let place = first[row]!
    for (; place < last && previous === EXCLUDED; place++) previous = numbers[walked[place]!]!
    if (previous === EXCLUDED) continue
    starts[previous]!++
    for (let base = 0; place < last && base < stop; place++) {
      const page = numbers[walked[place]!]!
      if (page === EXCLUDED || page === previous) continue
      links[base + previous * pages + page]!++
      base += step
      previous = page
    }
  }
}
