import { documentValue } from '../bson/BsonValue.js'
import type { Batches } from '../Cursors.js'
import { CommandError } from '../errors.js'
import { type Projection, project } from '../query/Projection.js'
import type { DocumentStream } from './DocumentStream.js'

/** A batch holds no more bytes than this, unless a single document does. */
export const MAX_BATCH_BYTES = 16 * 1024 * 1024

/** The answers of a find, projected. */
export class FindBatches implements Batches {
  /** Read, but too large for the batch that it was read for. */
  private held: Buffer | undefined

  constructor(
    private readonly stream: DocumentStream,
    private readonly projection: Projection | undefined,
  ) {}

  get done(): boolean {
    return this.stream.done && !this.held
  }

  async next(limit: number): Promise<Buffer[]> {
    const batch: Buffer[] = []
    let bytes = 0
    if (limit <= 0) return batch
    if (this.held) {
      batch.push(this.held)
      bytes = this.held.length
      this.held = undefined
    }
    if (batch.length < limit && !this.stream.done)
      await this.stream.read((stored) => {
        const document = this.projected(stored)
        if (batch.length > 0 && bytes + document.length > MAX_BATCH_BYTES) {
          this.held = document
          return false
        }
        batch.push(document)
        bytes += document.length
        return batch.length < limit
      }, this.projection !== undefined)
    return batch
  }

  private projected(document: Buffer): Buffer {
    if (!this.projection) return document
    return project(this.projection, document, this.projection.positional ? this.position(document) : -1)
  }

  private position(document: Buffer): number {
    const found = { index: -1 }
    this.stream.matches(documentValue(document), found)
    if (found.index < 0)
      throw new CommandError(
        'BadValue',
        "positional operator '.$' couldn't find a matching element in the array",
      )
    return found.index
  }
}
