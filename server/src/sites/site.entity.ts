import { Prop, raw, Schema, SchemaFactory } from '@nestjs/mongoose'
import { Schema as MongooseSchema } from 'mongoose'

export interface PageRule {
  /** `*` is one segment that is not empty, `**` the rest. */
  match: string
  page: string
}

/** A site whose visitors are tracked. */
@Schema({ collection: 'sites', versionKey: false, autoIndex: false })
export class Site {
  @Prop({ type: String, required: true })
  _id!: string

  @Prop({ type: String, required: true })
  name!: string

  /** Origins that may send events; empty: any. */
  @Prop({ type: [String], required: true })
  origins!: string[]

  @Prop({ type: [raw({ match: String, page: String })], _id: false, required: true })
  pageRules!: PageRule[]

  /** Segments that are all digits or a UUID become `:id`. */
  @Prop({ type: Boolean, required: true })
  collapseIds!: boolean

  /** Days that derived data is kept; null for ever. */
  @Prop({ type: Number, default: null })
  retentionDays!: number | null

  /** Days that raw batches are kept; null for ever. */
  @Prop({ type: Number, default: null })
  rawDays!: number | null

  /** The embed-token secret, sealed (see `seal.ts`). */
  @Prop({ type: MongooseSchema.Types.Buffer, required: true })
  sealedSecret!: Buffer

  @Prop({ type: Date, required: true })
  createdAt!: Date

  /** Set while all of the site's data is being removed; to the outside it is gone. */
  @Prop({ type: Date })
  removedAt?: Date
}

export const SiteSchema = SchemaFactory.createForClass(Site)
