import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import type { Binary } from 'mongodb'
import { Schema as MongooseSchema } from 'mongoose'

/** Whole sessions as columns; never changed, only replaced in the manifest (`Partition.segments`). */
@Schema({ collection: 'segments', versionKey: false, autoIndex: false })
export class StoredSegment {
  @Prop({ type: String, required: true })
  _id!: string

  @Prop({ type: String, required: true })
  site!: string

  /** `Partition.log` */
  @Prop({ type: String, required: true })
  log!: string

  /** `Partition.token` of the job that wrote it: only later holders of the lease may take it for rubbish. */
  @Prop({ type: Number, required: true })
  token!: number

  /** What reports read. */
  @Prop({ type: MongooseSchema.Types.Buffer, required: true })
  columns!: Binary

  /** What only merging late batches needs. */
  @Prop({ type: MongooseSchema.Types.Buffer, required: true })
  identity!: Binary

  /** Documents that the segment takes, this first one included, where it takes more than one. */
  @Prop({ type: Number })
  parts?: number
}

export const StoredSegmentSchema = SchemaFactory.createForClass(StoredSegment)
StoredSegmentSchema.index({ log: 1 })
StoredSegmentSchema.index({ site: 1 })
