import type { Batch } from '@mouse-tracking/contract'
import { binBatch } from '../heatmap/binBatch.js'
import { type GridKey, GridSet, negate } from '../heatmap/grid.js'
import { type EncodedCells, encodeGrid } from '../heatmap/gridCodec.js'
import { encodeSegment } from '../segments/codec.js'
import type { SegmentBytes } from '../segments/repack.js'
import { type BatchContext, pieceOf } from '../sessions/pieceOf.js'
import type { SessionPiece } from '../sessions/session.js'

/** A batch with all that its share of a chunk depends on. */
export interface RawBatch extends BatchContext {
  /** JSON of a valid batch. */
  body: Uint8Array
}

/** What a set of batches comes to: pieces of sessions, encoded as a segment, and grids. */
export interface ChunkBytes extends SegmentBytes {
  grids: (GridKey & EncodedCells)[]
}

export function chunkOf(batches: Iterable<RawBatch>): ChunkBytes {
  const pieces: SessionPiece[] = []
  const grids = new GridSet()
  for (const { body, ...context } of batches) {
    const batch = parseBody(body)
    pieces.push(pieceOf(batch, context))
    binBatch(batch, context, grids)
  }
  return encoded(pieces, grids)
}

/** What takes a set of batches out of the heatmaps again: their grids, negative, and no sessions. */
export function erasureChunkOf(batches: Iterable<RawBatch>): ChunkBytes {
  const grids = new GridSet()
  for (const { body, ...context } of batches) binBatch(parseBody(body), context, grids)
  for (const grid of grids) negate(grid)
  return encoded([], grids)
}

/** The batch that a stored body holds. */
export function parseBody(body: Uint8Array): Batch {
  return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8'))
}

function encoded(pieces: SessionPiece[], grids: GridSet): ChunkBytes {
  const { columns, identity } = encodeSegment(pieces)
  return {
    columns,
    identity,
    grids: Array.from(grids, ({ page, layer, device, widthClass, day, cells, elements }) => ({
      page,
      layer,
      device,
      widthClass,
      day,
      ...encodeGrid({ cells, elements }),
    })),
  }
}
