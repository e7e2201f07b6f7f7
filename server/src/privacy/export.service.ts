import { Readable } from 'node:stream'
import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import type { Model } from 'mongoose'
import { bodyBytes, StoredBatch } from '../ingest/batch.entity.js'
import { parseBody } from '../rollup/chunkOf.js'
import { digest } from '../sessions/digest.js'
import { SnapshotService } from '../snapshot/snapshot.service.js'
import { visitorSessions } from './visitorSessions.js'

/** Batches that are in memory at a time. */
const AT_ONCE = 16

/** Hands out what is held of a visitor. */
@Injectable()
export class ExportService {
  constructor(
    @InjectModel(StoredBatch.name) private readonly batches: Model<StoredBatch>,
    private readonly snapshots: SnapshotService,
  ) {}

  /**
   * JSON text `{site, visitor, batches, sessions}`: the raw batches as they came and when, and the sessions in the data that
   * reports are made of, which is kept for longer. It is read as it is sent, so its size does not matter.
   */
  async export(site: string, visitor: string): Promise<Readable> {
    // Read before the answer begins, so that an error can still be told.
    const { sessions } = await this.snapshots.read(site)
    return Readable.from(
      jsonOf(
        { site, visitor },
        {
          batches: this.raw(site, visitor),
          sessions: visitorSessions(sessions, digest(visitor)),
        },
      ),
      { objectMode: false },
    )
  }

  private async *raw(site: string, visitor: string) {
    const cursor = this.batches
      .find({ site, visitor: digest(visitor) })
      .batchSize(AT_ONCE)
      .lean<StoredBatch>()
      .cursor()
    for await (const { body, receivedAt } of cursor) {
      const batch = body && parseBody(bodyBytes(body))
      // Two visitors can have the same digest, if hardly ever.
      if (batch?.visitor === visitor) yield { ...batch, receivedAt: receivedAt.toISOString() }
    }
  }
}

/** An object with lists that are written item by item. */
async function* jsonOf(
  head: Record<string, unknown>,
  lists: Record<string, AsyncIterable<unknown> | Iterable<unknown>>,
): AsyncGenerator<string> {
  yield JSON.stringify(head).slice(0, -1)
  for (const [name, items] of Object.entries(lists)) {
    let separator = `,${JSON.stringify(name)}:[`
    for await (const item of items) {
      yield separator + JSON.stringify(item)
      separator = ','
    }
    yield separator === ',' ? ']' : `${separator}]`
  }
  yield '}'
}
