import type { FunnelOrder } from '@mouse-tracking/contract'
import type { Scratch } from '../compute/Scratch.js'
import { lowerBound } from '../segments/lowerBound.js'
import { DEVICES, type JourneyView, KIND } from '../segments/segment.js'
import type { ParsedFunnelQuery } from './funnelQuery.js'
import { entryBits, traitsOf } from './segmentTraits.js'
import { type CompiledSteps, HAS_PROPS, STEP_BITS } from './stepCompiler.js'

/** Set for a session that can have events that matter to a funnel. */
export const IS_RELEVANT = 0x4000_0000

/**
 * For each session of a segment the mask of the steps that its events may match, with the flag IS_RELEVANT; 0 for a session
 * that is masked or that the filters drop. No event is looked at.
 * @param startsBefore epoch ms; a session that starts later cannot matter
 */
export function possibleSteps(
  { segment, masked }: JourneyView,
  compiled: CompiledSteps,
  query: ParsedFunnelQuery,
  startsBefore: number,
  scratch: Scratch,
): Int32Array {
  const { count, device, start, end } = segment.sessions
  const { pages, others, lastEnd } = traitsOf(segment)
  const possible = scratch.int32(count).fill(0)
  // The segments of other days are not looked into.
  if (lastEnd < query.from || start[0]! >= startsBefore) return possible
  const { flags, pages: ofPages, others: ofOthers } = hintsOf(compiled, query.steps.length)
  const wanted = query.device === null ? null : DEVICES.indexOf(query.device)
  const last = lowerBound(start, count, startsBefore)
  const startsInRange = lowerBound(start, count, query.from)
  for (let row = 0; row < last; row++) {
    if (row < startsInRange && end[row]! < query.from) continue
    if (masked !== null && masked[row] !== 0) continue
    if (wanted !== null && device[row] !== wanted) continue
    const page = pages[row]!
    const other = others[row]!
    let mask = 0
    for (let i = 0; i < flags.length; i++) {
      const bits = (page & ofPages[i]!) | (other & ofOthers[i]!)
      // All ones for any bit, and zero for none: a branch would be mispredicted time and again.
      mask |= ((bits | -bits) >> 31) & flags[i]!
    }
    possible[row] = mask
  }
  return possible
}

/** How many steps can be reached at most by sessions that may match these, taken together. */
export function reachableSteps(possible: number, order: FunnelOrder): number {
  let steps = possible & ~IS_RELEVANT
  if (order !== 'any') {
    // As many as there are ones from the lowest bit on.
    return 31 - Math.clz32(~steps & (steps + 1))
  }
  let count = 0
  for (; steps !== 0; steps &= steps - 1) count++
  return count
}

/** For each flag the bits (see `entryBits`) of which a session must have one. */
interface Hints {
  flags: Int32Array
  pages: Int32Array
  others: Int32Array
}

function hintsOf({ offsets, codes, props }: CompiledSteps, steps: number): Hints {
  const bits = entryBits(offsets)
  const pagesEnd = offsets[KIND.view + 1]!
  const flags = Int32Array.from({ length: steps + 1 }, (_, step) => (step < steps ? 1 << step : IS_RELEVANT))
  const pages = new Int32Array(flags.length)
  const others = new Int32Array(flags.length)
  for (let entry = 0; entry < codes.length; entry++) {
    const code = codes[entry]!
    if (code === 0) continue
    let matched = IS_RELEVANT | (code & STEP_BITS)
    if ((code & HAS_PROPS) !== 0) for (const rule of props.get(entry)!) matched |= rule.steps
    const hints = entry < pagesEnd ? pages : others
    for (const [i, flag] of flags.entries()) if ((matched & flag) !== 0) hints[i]! |= bits[entry]!
  }
  return { flags, pages, others }
}
