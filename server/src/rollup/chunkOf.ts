import type { Batch } from '@mouse-tracking/contract'
import { Binary } from 'mongodb'
import { binBatch } from '../heatmap/binBatch.js'
import { GridSet, negate } from '../heatmap/grid.js'
import { encodeCells, encodeElements } from '../heatmap/gridCodec.js'
import type { StoredBatch } from '../ingest/batch.entity.js'
import { encodeSegment } from '../segments/codec.js'
import { pieceOf } from '../sessions/pieceOf.js'
import type { SessionPiece } from '../sessions/session.js'
import type { Chunk, StoredCells } from './chunk.entity.js'

const DAY = 86_400_000

export type ChunkContent = Pick<Chunk, 'columns' | 'identity' | 'grids' | 'received'>

/** What a set of batches comes to. Those whose body is gone come to nothing. */
export function chunkOf(stored: readonly StoredBatch[]): ChunkContent {
  const pieces: SessionPiece[] = []
  const grids = new GridSet()
  for (const { batch, context } of withBodies(stored)) {
    pieces.push(pieceOf(batch, context))
    binBatch(batch, context, grids)
  }
  return contentOf(pieces, grids, stored)
}

/** What takes a set of batches out of the heatmaps again: their grids, negative, and no sessions. */
export function erasureChunkOf(stored: readonly StoredBatch[]): ChunkContent {
  const grids = new GridSet()
  for (const { batch, context } of withBodies(stored)) binBatch(batch, context, grids)
  for (const grid of grids) negate(grid)
  return contentOf([], grids, stored)
}

function* withBodies(stored: readonly StoredBatch[]) {
  for (const { body, skewMs, pages } of stored)
    if (body) yield { batch: bodyOf(body), context: { skewMs, pages: pages! } }
}

/** The batch that a stored body holds. */
export function bodyOf(body: Buffer): Batch {
  // Lean documents carry BSON Binary where the schema says Buffer.
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from((body as unknown as Binary).buffer)
  return JSON.parse(bytes.toString('utf8'))
}

function contentOf(pieces: SessionPiece[], grids: GridSet, stored: readonly StoredBatch[]): ChunkContent {
  const { columns, identity } = encodeSegment(pieces)
  return {
    received: stored.reduce((latest, { receivedAt }) => Math.max(latest, dayOf(receivedAt)), 0),
    columns: new Binary(columns),
    identity: new Binary(identity),
    grids: Array.from(
      grids,
      ({ page, layer, device, widthClass, day, cells, elements }): StoredCells => ({
        page,
        layer,
        device,
        widthClass,
        day,
        cells: new Binary(encodeCells(cells)),
        ...(elements.size > 0 && { elements: new Binary(encodeElements(elements)) }),
      }),
    ),
  }
}

const dayOf = (instant: Date) => Math.floor(instant.getTime() / DAY) * DAY
