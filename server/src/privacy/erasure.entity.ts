import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'

/** A visitor who is to be erased: written down first, so that whatever is killed, it is carried through. */
@Schema({ collection: 'erasures', versionKey: false, autoIndex: false })
export class Erasure {
  /** `<partition>/<digest>` */
  @Prop({ type: String, required: true })
  _id!: string

  @Prop({ type: String, required: true })
  site!: string

  @Prop({ type: String, required: true })
  partition!: string

  /** `digest(visitor)`: the id itself is not written down again. */
  @Prop({ type: Number, required: true })
  visitor!: number

  /** Changes with every request: one that comes while an erasure runs has it run again. */
  @Prop({ type: String, required: true })
  request!: string
}

export const ErasureSchema = SchemaFactory.createForClass(Erasure)
// What is to be erased in a partition.
ErasureSchema.index({ partition: 1 })
