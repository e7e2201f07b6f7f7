import { setTimeout as sleep } from 'node:timers/promises'
import type { Batch } from '@mouse-tracking/contract'
import { Sender } from '../torture/Sender.js'

export interface FleetOptions {
  urls: readonly string[]
  visitors: number
  /** Batches that are on their way at once, of all visitors together. */
  atOnce: number
  /** The share of batches that is sent once more after it was acknowledged, to another server. */
  resent: number
  batchesOf(visitor: number): Batch[]
}

/** What has to be sent again is, for so many times. */
const TRIES = 100

/**
 * Browsers that are all there from the first minute to the last: each sends its batches one after the other, every other one over
 * HTTP and every other one over a WebSocket that it keeps. The servers set the pace.
 */
export class Fleet {
  readonly visitors: { sender: Sender; url: number; left: Batch[] }[]
  /** All that were acknowledged. */
  readonly sent: Batch[] = []
  /** Attempts that were not acknowledged. */
  failed = 0
  /** Seconds from the first attempt of each batch to its acknowledgement. */
  readonly waits: number[] = []
  private repeats = 0

  constructor(private readonly options: FleetOptions) {
    const { visitors, urls, batchesOf } = options
    this.visitors = Array.from({ length: visitors }, (_, n) => ({
      sender: new Sender(n % 2 === 1),
      url: Math.floor(n / 2) % urls.length,
      left: batchesOf(n),
    }))
  }

  /**
   * Sends everything, or what can be sent in so many seconds: then all leave.
   * @throws Error when a batch is refused, or not taken for too long
   */
  async run(seconds: number): Promise<void> {
    const { atOnce, visitors } = this.options
    const end = performance.now() + seconds * 1_000
    const queue = this.inTurn()
    const lane = async () => {
      for (const [visitor, batch] of queue) {
        await this.deliver(visitor, batch)
        if (performance.now() > end) return
      }
    }
    await Promise.all(Array.from({ length: Math.min(atOnce, visitors) }, lane))
    for (const { sender } of this.visitors) sender.close()
  }

  /** One batch of each visitor, again and again. Nobody comes up again before all others did, so a visitor's stay in order. */
  private *inTurn(): Generator<[(typeof this.visitors)[number], Batch]> {
    let here = this.visitors.map((visitor) => ({ visitor, batches: visitor.left.values() }))
    while (here.length > 0) {
      const still: typeof here = []
      for (const each of here) {
        const { value, done } = each.batches.next()
        if (done) continue
        still.push(each)
        yield [each.visitor, value]
      }
      here = still
    }
  }

  private async deliver({ sender, url }: (typeof this.visitors)[number], batch: Batch) {
    const { urls, resent } = this.options
    const startedAt = performance.now()
    for (let tries = 1; !(await sender.attempt(urls[url]!, { ...batch, sentAt: Date.now() })); tries++) {
      this.failed++
      if (tries === TRIES) throw new Error(`${batch.id} was not taken in ${TRIES} attempts`)
      await sleep(Math.min(2_000, 50 * 2 ** tries))
    }
    this.waits.push((performance.now() - startedAt) / 1_000)
    this.sent.push(batch)
    // Every so often the answer is lost.
    if (Math.floor(this.sent.length * resent) <= this.repeats) return
    this.repeats++
    const elsewhere = urls[(url + 1) % urls.length]!
    await new Sender(false).attempt(elsewhere, { ...batch, sentAt: Date.now() })
  }
}
