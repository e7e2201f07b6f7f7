import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import type { Binary } from 'mongodb'
import { Schema as MongooseSchema } from 'mongoose'
import type { GridKey } from '../heatmap/grid.js'
import type { StoredCells } from '../heatmap/storedCells.js'

/** What one job made of its batches; never changed, and packed into segments and grids later. */
@Schema({ collection: 'chunks', versionKey: false, autoIndex: false })
export class Chunk {
  /** `<log>:<seq>`: a job that runs again finds its chunk here. */
  @Prop({ type: String, required: true })
  _id!: string

  @Prop({ type: String, required: true })
  site!: string

  /** `Partition.log` */
  @Prop({ type: String, required: true })
  log!: string

  @Prop({ type: Number, required: true })
  seq!: number

  /** Start of the latest UTC day on which data in it was received, epoch ms. */
  @Prop({ type: Number, required: true })
  received!: number

  /** Pieces of sessions, encoded as a segment. */
  @Prop({ type: MongooseSchema.Types.Buffer, required: true })
  columns!: Binary

  @Prop({ type: MongooseSchema.Types.Buffer, required: true })
  identity!: Binary

  @Prop({ type: [MongooseSchema.Types.Mixed], required: true })
  grids!: (GridKey & StoredCells)[]

  /** It takes data out: no sessions, and grids of negative counts. */
  @Prop({ type: Boolean })
  erase?: boolean
}

export const ChunkSchema = SchemaFactory.createForClass(Chunk)
// The chunks of a partition that are not packed yet.
ChunkSchema.index({ log: 1, seq: 1 })
ChunkSchema.index({ site: 1 })
