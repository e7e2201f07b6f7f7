import { deviceOf } from '../sessions/deviceOf.js'
import { mergePieces } from '../sessions/mergePieces.js'
import type { SessionPiece } from '../sessions/session.js'
import { segmentOf } from './buildSegment.js'
import { ColumnReader } from './ColumnReader.js'
import { ColumnWriter } from './ColumnWriter.js'
import { encodeIdentity } from './identity.js'
import { DEVICES, type Dictionaries, type Segment } from './segment.js'
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
  const writer = new ColumnWriter(VERSION)
  writer.text(JSON.stringify(segment.dictionaries))
  writeTimeline(writer, segment)
  writeViews(writer, segment)
  return { columns: writer.finish(), identity: encodeIdentity(merged), segment }
}

/** @throws Error for another version of the format, and for damaged bytes */
export function decodeSegment(columns: Uint8Array): Segment {
  const reader = new ColumnReader(columns, VERSION, 'segment')
  const dictionaries = JSON.parse(reader.text()) as Dictionaries
  const { sessions, timeline, viewPlaces } = readTimeline(reader)
  const views = readViews(reader, sessions, timeline, viewPlaces)
  // A session has the device and the page of its first view.
  const device = new Uint8Array(sessions.count)
  const entry = new Uint32Array(sessions.count)
  for (let s = 0; s < sessions.count; s++) {
    const view = sessions.firstView[s]!
    device[s] = DEVICES.indexOf(deviceOf(views.width[view]!))
    entry[s] = views.page[view]!
  }
  return { dictionaries, sessions: { ...sessions, device, entry }, timeline, views }
}
