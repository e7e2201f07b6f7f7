import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { Schema as MongooseSchema } from 'mongoose'

/** A set of batches that one job makes one chunk of. */
export interface Claim {
  seq: number
  batches: string[]
  /** They were counted before and are taken out again: their visitor is being erased. */
  erase?: boolean
}

/** A packed segment, as the manifest knows it. */
export interface SegmentRef {
  id: string
  /** Start of the UTC day of its sessions' first views, epoch ms. */
  day: number
  sessions: number
  /** Bytes of its columns. */
  bytes: number
  /** Start of the latest UTC day on which data in it was received, epoch ms; its retention counts from here. */
  received: number
  /** Documents that it takes, where it takes more than one. */
  parts?: number
}

/**
 * The state of one partition: who works on it, which batches are being rolled up, and which chunks and segments its
 * data is in. Every change to the partition's data takes effect by one update of this document.
 */
@Schema({ collection: 'partitions', versionKey: false, autoIndex: false })
export class Partition {
  /** `<site>/<n>` */
  @Prop({ type: String, required: true })
  _id!: string

  @Prop({ type: String, required: true })
  site!: string

  /** Names this life of the partition, so that nothing of a deleted site turns up in one of the same name. */
  @Prop({ type: String, required: true })
  log!: string

  /** Counts the holders of the lease; an update by a former one finds that it has moved on. */
  @Prop({ type: Number, required: true })
  token!: number

  /** By the holder's clock, which may be wrong: others go by whether it moves. The epoch when nobody holds it. */
  @Prop({ type: Date, required: true })
  leasedUntil!: Date

  /** The last claim's number. */
  @Prop({ type: Number, required: true })
  seq!: number

  @Prop({ type: MongooseSchema.Types.Mixed, default: null })
  claim!: Claim | null

  /** Chunks up to this number are packed: in the segments and the grids. */
  @Prop({ type: Number, required: true })
  packed!: number

  /** Chunks up to this number are being packed. */
  @Prop({ type: Number, default: null })
  packing!: number | null

  @Prop({ type: [MongooseSchema.Types.Mixed], required: true })
  segments!: SegmentRef[]
}

export const PartitionSchema = SchemaFactory.createForClass(Partition)
PartitionSchema.index({ site: 1 })
