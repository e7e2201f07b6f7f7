import type { JourneySegment, Segment } from './segment.js'

/** What a segment's objects and maps take besides its columns and strings. */
const SEGMENT = 1_024
/** What each typed array takes besides its values; small segments are hardly more than that. */
const COLUMN = 256
/** What each string takes besides its characters, of which one takes up to 2 bytes. */
const STRING = 32
/** What reports note of each session: visitor indexes, tables of links and the like. */
const NOTES = 32

/** About how many bytes of memory a decoded segment takes, with what reports note of it. */
export function heldBytes(segment: JourneySegment | Segment): number {
  const { dictionaries, ...columns } = segment
  let bytes = SEGMENT + NOTES * segment.sessions.count
  for (const group of Object.values(columns))
    for (const column of Object.values(group))
      if (ArrayBuffer.isView(column)) bytes += COLUMN + column.byteLength
  for (const strings of Object.values(dictionaries) as string[][])
    for (const text of strings) bytes += STRING + 2 * text.length
  return bytes
}
