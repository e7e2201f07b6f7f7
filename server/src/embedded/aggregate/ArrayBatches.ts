import type { Batches } from '../Cursors.js'
import { MAX_BATCH_BYTES } from '../plan/FindBatches.js'

/** The results of a pipeline, which are computed all at once. */
export class ArrayBatches implements Batches {
  private at = 0

  constructor(private readonly documents: readonly Buffer[]) {}

  get done(): boolean {
    return this.at >= this.documents.length
  }

  async next(limit: number): Promise<Buffer[]> {
    const batch: Buffer[] = []
    for (let bytes = 0; batch.length < limit && !this.done; this.at++) {
      const document = this.documents[this.at]!
      bytes += document.length
      if (batch.length > 0 && bytes > MAX_BATCH_BYTES) break
      batch.push(document)
    }
    return batch
  }
}
