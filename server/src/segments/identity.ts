import type { SessionPiece } from '../sessions/session.js'
import { ColumnReader } from './ColumnReader.js'
import { ColumnWriter } from './ColumnWriter.js'

const VERSION = 1

/** What a segment does not tell of its views: what late batches need to be merged into them. */
export interface Identity {
  /** One entry a view, in the segment's order. */
  readonly keys: Float64Array
  readonly ids: readonly string[]
  readonly hosts: readonly string[]
  /** Index into `hosts`. */
  readonly referrers: Uint32Array
  /** From the view's start to when its referrer was told, ms + 1; 0 for never. */
  readonly referrerDelays: Float64Array
  /** From the view's start to its end, ms. */
  readonly lengths: Float64Array
}

/** @param merged what `mergePieces` has returned */
export function encodeIdentity(merged: readonly SessionPiece[]): Uint8Array {
  const views = merged.flatMap((piece) => piece.views)
  const hosts = [...new Set(views.map(({ referrer }) => referrer))]
  const hostIndex = new Map(hosts.map((host, index) => [host, index]))
  const writer = new ColumnWriter(VERSION)
  writer.text(JSON.stringify(views.map(({ id }) => id)))
  writer.text(JSON.stringify(hosts))
  writer.column(
    'view key',
    views.map(({ key }) => key),
  )
  writer.column(
    'view referrer',
    views.map(({ referrer }) => hostIndex.get(referrer)!),
  )
  writer.column(
    'referrer delay',
    views.map(({ referrerAt, start }) =>
      referrerAt === Number.POSITIVE_INFINITY ? 0 : referrerAt - start + 1,
    ),
  )
  writer.column(
    'view length',
    views.map(({ start, end }) => end - start),
  )
  return writer.finish()
}

/** @throws Error for another version of the format, and for damaged bytes */
export function decodeIdentity(identity: Uint8Array): Identity {
  const reader = new ColumnReader(identity, VERSION, "segment's identity")
  return {
    ids: JSON.parse(reader.text()),
    hosts: JSON.parse(reader.text()),
    keys: reader.floats(),
    referrers: reader.ints(),
    referrerDelays: reader.floats(),
    lengths: reader.floats(),
  }
}
