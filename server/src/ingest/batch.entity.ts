import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import type { Binary } from 'mongodb'
import { Schema as MongooseSchema } from 'mongoose'

/** One acknowledged batch in the batch log. */
@Schema({ collection: 'batches', versionKey: false, autoIndex: false })
export class StoredBatch {
  /** Digest of (site, batch id): a batch sent again finds itself here, also when its body is long gone. */
  @Prop({ type: String, required: true })
  _id!: string

  @Prop({ type: String, required: true })
  site!: string

  /** The partition that rolls it up; unset once a chunk holds it. */
  @Prop({ type: String })
  todo?: string

  /** `digest(visitor)`, for erasure and export. Unset with the body. */
  @Prop({ type: Number })
  visitor?: number

  /** Server clock at which the stored attempt arrived. */
  @Prop({ type: Date, required: true })
  receivedAt!: Date

  /** Correction of the client's clock, ms. */
  @Prop({ type: Number, required: true })
  skewMs!: number

  /** Events in it: the answer to a repeat. */
  @Prop({ type: Number, required: true })
  accepted!: number

  /** The page of each view, by the rules that stood when it arrived. Unset with the body. */
  @Prop({ type: [String] })
  pages?: string[]

  /** Length of the body. */
  @Prop({ type: Number, required: true })
  bytes!: number

  /** The validated batch as JSON. Unset when raw data expires or the visitor is erased. */
  @Prop({ type: MongooseSchema.Types.Buffer })
  body?: Buffer
}

/** The bytes of a body: lean documents carry BSON Binary where the schema says Buffer. */
export function bodyBytes(body: Buffer): Uint8Array {
  return Buffer.isBuffer(body) ? body : (body as unknown as Binary).buffer
}

export const StoredBatchSchema = SchemaFactory.createForClass(StoredBatch)
// The next batches of a partition, and how many are pending.
StoredBatchSchema.index({ todo: 1 }, { sparse: true })
// All batches of a visitor.
StoredBatchSchema.index({ site: 1, visitor: 1 }, { sparse: true })
// Expiry of raw data, site by site.
StoredBatchSchema.index({ site: 1, receivedAt: 1 })
