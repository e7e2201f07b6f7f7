import { Injectable, Logger } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import type { MongoBulkWriteError } from 'mongodb'
import type { Model } from 'mongoose'
import { StoredBatch } from './batch.entity.js'

/** Documents and bytes that one insert takes at most. */
const GROUP = { documents: 1_000, bytes: 8 * 1_048_576 }
/** Inserts under way at once: one is written while the next gathers. */
const IN_FLIGHT = 2
/** Bytes that may wait to be written before more are refused. */
const BACKLOG_BYTES = 64 * 1_048_576

const DURABLE = { writeConcern: { w: 'majority', journal: true } } as const
const DUPLICATE_KEY = 11_000

interface Waiting {
  batch: StoredBatch
  resolve: (accepted: number) => void
  reject: (error: unknown) => void
}

/**
 * The batch log. Writes that arrive together share one insert (a group commit), and each is answered once it is
 * durable.
 */
@Injectable()
export class BatchLogRepository {
  private readonly logger = new Logger(BatchLogRepository.name)
  private waiting: Waiting[] = []
  private waitingBytes = 0
  private inFlight = 0
  private idle: (() => void)[] = []

  constructor(@InjectModel(StoredBatch.name) private readonly model: Model<StoredBatch>) {}

  /**
   * Stores the batch unless one with its id is there.
   * @returns the events accepted: the stored ones', so a repeat is answered as the first was.
   * @throws Error when too much waits already, or the store's own error; then nothing is known to be stored.
   */
  append(batch: StoredBatch): Promise<number> {
    const bytes = batch.body?.length ?? 0
    if (this.waitingBytes + bytes > BACKLOG_BYTES)
      return Promise.reject(new Error('too much waits to be stored'))
    return new Promise((resolve, reject) => {
      this.waiting.push({ batch, resolve, reject })
      this.waitingBytes += bytes
      this.flush()
    })
  }

  /** Resolves when everything that was appended is answered. */
  async drain(): Promise<void> {
    if (this.inFlight > 0 || this.waiting.length > 0)
      await new Promise<void>((resolve) => this.idle.push(resolve))
  }

  private flush() {
    while (this.inFlight < IN_FLIGHT && this.waiting.length > 0) {
      const group = this.takeGroup()
      this.inFlight++
      this.write(group)
        .catch((error) => {
          this.report(group.length, error)
          for (const { reject } of group) reject(error)
        })
        .finally(() => {
          this.inFlight--
          this.flush()
          if (this.inFlight === 0) for (const resolve of this.idle.splice(0)) resolve()
        })
    }
  }

  private report(batches: number, error: unknown) {
    this.logger.error(`Storing ${batches} batches failed: ${error instanceof Error ? error.message : error}`)
  }

  private takeGroup(): Waiting[] {
    let count = 0
    let bytes = 0
    while (count < this.waiting.length && count < GROUP.documents) {
      const size = this.waiting[count]!.batch.body?.length ?? 0
      if (count > 0 && bytes + size > GROUP.bytes) break
      bytes += size
      count++
    }
    this.waitingBytes -= bytes
    return this.waiting.splice(0, count)
  }

  private async write(group: Waiting[]) {
    const repeats: Waiting[] = []
    try {
      await this.model.collection.insertMany(
        group.map(({ batch }) => batch as never),
        { ordered: false, ...DURABLE },
      )
    } catch (error) {
      const failed = writeErrorsOf(error)
      if (!failed) throw error
      const isRepeat = ({ code }: { code: number }) => code === DUPLICATE_KEY
      const refused = failed.filter((each) => !isRepeat(each))
      if (refused.length > 0) this.report(refused.length, error)
      for (const { index } of refused) group[index]!.reject(error)
      for (const { index } of failed.filter(isRepeat)) repeats.push(group[index]!)
    }
    if (repeats.length > 0) await this.answerRepeats(repeats)
    // Rejecting or resolving a second time does nothing, so only those that are new are answered here.
    for (const { batch, resolve } of group) resolve(batch.accepted)
  }

  private async answerRepeats(repeats: Waiting[]) {
    const ids = repeats.map(({ batch }) => batch._id)
    const stored = await this.model.collection
      .find<Pick<StoredBatch, '_id' | 'accepted'>>({ _id: { $in: ids } } as never, {
        projection: { accepted: 1 },
      })
      .toArray()
    const accepted = new Map(stored.map((batch) => [batch._id, batch.accepted]))
    for (const { batch, resolve, reject } of repeats) {
      const count = accepted.get(batch._id)
      if (count === undefined) reject(new Error('a batch was refused as a repeat of one that is not stored'))
      else resolve(count)
    }
  }
}

function writeErrorsOf(error: unknown): { index: number; code: number }[] | null {
  const { writeErrors, result } = error as MongoBulkWriteError
  // A write concern error leaves it open whether anything is durable: the whole group failed.
  if (!Array.isArray(writeErrors) || writeErrors.length === 0 || result?.getWriteConcernError?.()) return null
  return writeErrors.map(({ index, code }) => ({ index, code: Number(code) }))
}
