import { mergePieces } from '../sessions/mergePieces.js'
import type { SessionPiece } from '../sessions/session.js'
import { segmentOf } from './buildSegment.js'
import { ColumnReader } from './ColumnReader.js'
import { ColumnWriter } from './ColumnWriter.js'
import { encodeIdentity } from './identity.js'
import { readJourneys } from './journeyCodec.js'
import { journeysOf } from './journeysOf.js'
import type { Dictionaries, JourneySegment, Segment } from './segment.js'
import { readTimeline, writeTimeline } from './timelineCodec.js'
import { readViews, writeViews } from './viewCodec.js'

const VERSION = 1

export interface EncodedSegment {
  /** What `decodeSegment` reads. */
  columns: Uint8Array
  /** What `unpackSessions` needs besides, to merge late batches into sessions. No report reads it. */
  identity: Uint8Array
  /** What was encoded. */
  segment: Segment
}

/**
 * Encodes sessions without loss; pieces of the same session are merged first.
 * @throws RangeError for a time or a count that is no whole number, or an event before its view's start
 */
export function encodeSegment(pieces: Iterable<SessionPiece>): EncodedSegment {
  const merged = mergePieces(pieces)
  const segment = segmentOf(merged)
  const timeline = new ColumnWriter(VERSION)
  timeline.text(JSON.stringify(segment.dictionaries))
  writeTimeline(timeline, segment)
  const views = new ColumnWriter(VERSION)
  writeViews(views, segment)
  const columns = joined(timeline.finish(), views.finish())
  return { columns, identity: encodeIdentity(merged), segment }
}

/** @throws Error for another version of the format, and for damaged bytes */
export function decodeSegment(columns: Uint8Array): Segment {
  const { reader, dictionaries } = openTimeline(columns)
  const { sessions, timeline, viewPlaces } = readTimeline(reader)
  const views = readViews(
    new ColumnReader(partsOf(columns).views, VERSION, WHAT),
    sessions,
    timeline,
    viewPlaces,
  )
  return { dictionaries, sessions, journeys: journeysOf(dictionaries, sessions, timeline), timeline, views }
}

/**
 * The part of a segment that funnels and paths read, in less than half of the time and memory.
 * @throws Error for another version of the format, and for damaged bytes
 */
export function decodeJourneys(columns: Uint8Array): JourneySegment {
  const { reader, dictionaries } = openTimeline(columns)
  return readJourneys(reader, dictionaries)
}

function openTimeline(columns: Uint8Array) {
  const reader = new ColumnReader(partsOf(columns).timeline, VERSION, WHAT)
  return { reader, dictionaries: JSON.parse(reader.text()) as Dictionaries }
}

const WHAT = 'segment'
const LENGTH_BYTES = 4

/** The two parts, each with the version in front, and the length of the first at the end, where it is in nobody's way. */
function joined(timeline: Uint8Array, views: Uint8Array): Uint8Array {
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32LE(timeline.length)
  return Buffer.concat([timeline, views, length])
}

function partsOf(columns: Uint8Array): { timeline: Uint8Array; views: Uint8Array } {
  const end = Math.max(0, columns.length - LENGTH_BYTES)
  const length = new DataView(columns.buffer, columns.byteOffset + end, columns.length - end)
  const timelineEnd = length.byteLength === LENGTH_BYTES ? length.getUint32(0, true) : 0
  return { timeline: columns.subarray(0, timelineEnd), views: columns.subarray(timelineEnd, end) }
}
