import { entryOffsets } from '../segments/entries.js'
import { type JourneySegment, KIND } from '../segments/segment.js'

/** What funnels want to know of a segment again and again. */
export interface SegmentTraits {
  /** For each session 1 if two of its events are of the same time. */
  readonly tied: Uint8Array
  /** For each session the bits (see `entryBits`) of the pages that were viewed. */
  readonly pages: Int32Array
  /** The bits of all else that events name. */
  readonly others: Int32Array
  /** When the last session ends, epoch ms. */
  readonly lastEnd: number
}

/** Finds out a segment's traits, once. */
export function traitsOf(segment: JourneySegment): SegmentTraits {
  let traits = known.get(segment)
  if (traits === undefined) {
    traits = findTraits(segment)
    known.set(segment, traits)
  }
  return traits
}

const known = new WeakMap<JourneySegment, SegmentTraits>()

function findTraits({
  dictionaries,
  sessions: { count, firstEvent, end },
  journeys: { entries, elapsed },
}: JourneySegment): SegmentTraits {
  const offsets = entryOffsets(dictionaries)
  const bits = entryBits(offsets)
  const pagesEnd = offsets[KIND.view + 1]!
  const tied = new Uint8Array(count)
  const pages = new Int32Array(count)
  const others = new Int32Array(count)
  let lastEnd = Number.NEGATIVE_INFINITY
  for (let row = 0; row < count; row++) {
    if (end[row]! > lastEnd) lastEnd = end[row]!
    const first = firstEvent[row]!
    for (let event = first; event < firstEvent[row + 1]!; event++) {
      const entry = entries[event]!
      if (entry < pagesEnd) pages[row]! |= bits[entry]!
      else others[row]! |= bits[entry]!
      if (event > first && elapsed[event] === elapsed[event - 1]) tied[row] = 1
    }
  }
  return { tied, pages, others, lastEnd }
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
