import { EXCLUDED } from './readWalk.js'
import type { WalkScan } from './walkScans.js'

/**
 * Counts the links of walks while they are read.
 * @param pages how many there are
 * @param links takes, at `(step * pages + from) * pages + to`, how many walks go from a page to another at a step; depth - 1 steps
 * @param starts takes how many begin at each page
 */
export function scanLinks(
  { walks, numbers, begin, end, isKept }: Omit<WalkScan, 'segment'>,
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
