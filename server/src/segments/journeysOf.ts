import { entryOffsets } from './entries.js'
import type { Dictionaries, JourneyColumns, SessionColumns, TimelineColumns } from './segment.js'

type Places = Pick<SessionColumns, 'count' | 'start' | 'end' | 'firstEvent'>

/** Narrows a timeline to journeys. */
export function journeysOf(
  dictionaries: Dictionaries,
  sessions: Places,
  { count, at, kind, what, detail }: TimelineColumns,
): JourneyColumns {
  const offsets = entryOffsets(dictionaries)
  const entries = emptyEntries(offsets, count)
  const elapsed = emptyElapsed(sessions, count)
  for (let s = 0; s < sessions.count; s++) {
    const start = sessions.start[s]!
    for (let e = sessions.firstEvent[s]!; e < sessions.firstEvent[s + 1]!; e++) {
      entries[e] = offsets[kind[e]!]! + what[e]!
      elapsed[e] = at[e]! - start
    }
  }
  return { entries, elapsed, detail: detail.some((value) => value !== 0) ? detail : null }
}

/** @param offsets see `entryOffsets` */
export function emptyEntries(offsets: Uint32Array, count: number): Uint16Array | Uint32Array {
  return offsets.at(-1)! <= 0x1_0000 ? new Uint16Array(count) : new Uint32Array(count)
}

/** Seven weeks fit 32 bits; a client may claim that a session lasted longer. */
export function emptyElapsed(
  { count, start, end }: Pick<SessionColumns, 'count' | 'start' | 'end'>,
  length: number,
): Uint32Array | Float64Array {
  for (let s = 0; s < count; s++) if (end[s]! - start[s]! >= 2 ** 32) return new Float64Array(length)
  return new Uint32Array(length)
}
