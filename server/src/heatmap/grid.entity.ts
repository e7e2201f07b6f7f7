import type { Device } from '@mouse-tracking/contract'
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import type { Binary } from 'mongodb'
import { Schema as MongooseSchema } from 'mongoose'
import type { GridLayer } from './grid.js'

/**
 * A packed grid, or a part of one: where elements outgrow a document, the next one takes what comes. What all parts
 * hold adds up to the grid.
 */
@Schema({ collection: 'grids', versionKey: false, autoIndex: false })
export class StoredGrid {
  /** `<grid>.<part>` */
  @Prop({ type: String, required: true })
  _id!: string

  /** Digest of the site and the grid's key. */
  @Prop({ type: String, required: true })
  grid!: string

  @Prop({ type: Number, required: true })
  part!: number

  @Prop({ type: String, required: true })
  site!: string

  @Prop({ type: String, required: true })
  page!: string

  @Prop({ type: String, required: true })
  layer!: GridLayer

  @Prop({ type: String, required: true })
  device!: Device

  @Prop({ type: Number, required: true })
  widthClass!: number

  /** Start of the UTC day, epoch ms. */
  @Prop({ type: Number, required: true })
  day!: number

  @Prop({ type: MongooseSchema.Types.Buffer, required: true })
  cells!: Binary

  @Prop({ type: MongooseSchema.Types.Buffer })
  elements?: Binary

  /** By `Partition.log`: the last of its chunks that is counted in. A chunk up to it changes nothing any more. */
  @Prop({ type: MongooseSchema.Types.Mixed, required: true })
  packed!: Record<string, number>

  /** Counts the changes: of two writers that read the same, one finds that it has to read again. */
  @Prop({ type: Number, required: true })
  revision!: number

  /** Start of the latest UTC day on which data in it was received, epoch ms. */
  @Prop({ type: Number, required: true })
  received!: number
}

export const StoredGridSchema = SchemaFactory.createForClass(StoredGrid)
// The parts of the grids that a pack job adds to.
StoredGridSchema.index({ grid: 1 })
// The grids of a report.
StoredGridSchema.index({ site: 1, page: 1, layer: 1, day: 1 })
