import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'

/** How far the expiry of a site's raw batches has come, so that those long expired are not looked at every hour. */
@Schema({ collection: 'retention', versionKey: false, autoIndex: false })
export class Retention {
  /** The site. */
  @Prop({ type: String, required: true })
  _id!: string

  @Prop({ type: String, required: true })
  site!: string

  /** No batch that was received before holds its content any more. */
  @Prop({ type: Date, required: true })
  rawBefore!: Date
}

export const RetentionSchema = SchemaFactory.createForClass(Retention)
