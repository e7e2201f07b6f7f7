import { KIND, type Segment } from '../segments/segment.js'
import { entryOffsets } from './entries.js'

/** What funnels want to know of a segment again and again. */
export interface SegmentTraits {
  /** What each event names (see `entryOffsets`). */
  readonly entries: Uint16Array | Uint32Array
  /** For each session 1 if two of its events are of the same time. */
  readonly tied: Uint8Array
  /** For each session the bits (see `entryBits`) of the pages that were viewed. */
  readonly pages: Int32Array
  /** The bits of all else that events name. */
  readonly others: Int32Array
}

/** Finds out a segment's traits, once. */
export function traitsOf(segment: Segment): SegmentTraits {
  let traits = known.get(segment)
  if (traits === undefined) {
    traits = findTraits(segment)
    known.set(segment, traits)
  }
  return traits
}

const known = new WeakMap<Segment, SegmentTraits>()

function findTraits({
  dictionaries,
  sessions: { count, firstEvent },
  timeline: { at, kind, what },
}: Segment) {
  const offsets = entryOffsets(dictionaries)
  const bits = entryBits(offsets)
  const pagesEnd = offsets[KIND.view + 1]!
  const entries = bits.length <= 0x1_0000 ? new Uint16Array(at.length) : new Uint32Array(at.length)
  const tied = new Uint8Array(count)
  const pages = new Int32Array(count)
  const others = new Int32Array(count)
  for (let row = 0; row < count; row++) {
    const first = firstEvent[row]!
    for (let event = first; event < firstEvent[row + 1]!; event++) {
      const entry = offsets[kind[event]!]! + what[event]!
      entries[event] = entry
      if (entry < pagesEnd) pages[row]! |= bits[entry]!
      else others[row]! |= bits[entry]!
      if (event > first && at[event] === at[event - 1]) tied[row] = 1
    }
  }
  return { entries, tied, pages, others }
}

/**
 * One of 32 bits for each entry of a segment (see `entryOffsets`). A session that lacks the bit has no event of the entry;
 * one that has it may have. Those that appear first, which are mostly the frequent ones, have a bit to themselves; pages do
 * not share bits with all else.
 */
export function entryBits(offsets: Uint32Array): Int32Array {
  const bits = new Int32Array(offsets.at(-1)!)
  const pages = offsets[KIND.view + 1]!
  for (let entry = 0; entry < bits.length; entry++) bits[entry] = bitOf(entry < pages ? entry : entry - pages)
  return bits
}

const OWN_BITS = 24

function bitOf(index: number): number {
  return 1 << (index < OWN_BITS ? index : OWN_BITS + (index % (32 - OWN_BITS)))
}
