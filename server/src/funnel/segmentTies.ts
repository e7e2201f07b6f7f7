import type { Segment } from '../segments/segment.js'

/** For each session of a segment 1 if two of its events are of the same time. It is found out once a segment. */
export function tiesOf(segment: Segment): Uint8Array {
  let ties = known.get(segment)
  if (ties === undefined) {
    ties = findTies(segment)
    known.set(segment, ties)
  }
  return ties
}

const known = new WeakMap<Segment, Uint8Array>()

function findTies({ sessions: { count, firstEvent }, timeline: { at } }: Segment): Uint8Array {
  const ties = new Uint8Array(count)
  for (let row = 0; row < count; row++) {
    for (let event = firstEvent[row]! + 1; event < firstEvent[row + 1]!; event++) {
      if (at[event] === at[event - 1]) ties[row] = 1
    }
  }
  return ties
}
