import type { EncodedCells } from '../heatmap/gridCodec.js'
import { sumCells } from '../heatmap/sumCells.js'
import { type ChunkBytes, chunkOf, erasureChunkOf, type RawBatch } from '../rollup/chunkOf.js'
import {
  outlineOf,
  type RepackedSegment,
  repack,
  type SegmentBytes,
  type SegmentsOutline,
} from '../segments/repack.js'
import { copyOf, copyOfCells } from './copyOf.js'
import { doerOf } from './doerOf.js'

/** What the thread computes. All that goes in and out can be cloned, and no bytes are a view of others. */
export interface Tasks {
  makeChunk(task: { batches: RawBatch[]; erase: boolean }): ChunkBytes
  sumGrids(grids: EncodedCells[][]): EncodedCells[]
  outline(segments: SegmentBytes[]): SegmentsOutline
  repack(task: { segments: SegmentBytes[]; without?: ReadonlySet<number> }): RepackedSegment[]
}

const tasks: Tasks = {
  makeChunk({ batches, erase }) {
    const { grids, ...sessions } = (erase ? erasureChunkOf : chunkOf)(batches)
    return { ...ownSessions(sessions), grids: grids.map((grid) => ({ ...grid, ...copyOfCells(grid) })) }
  },
  sumGrids: (grids) => grids.map((parts) => copyOfCells(sumCells(parts))),
  outline: outlineOf,
  repack: ({ segments, without }) => repack(segments, without).map(ownSessions),
}

const ownSessions = <S extends SegmentBytes>(segment: S): S => ({
  ...segment,
  columns: copyOf(segment.columns),
  identity: copyOf(segment.identity),
})

export default doerOf(tasks)
