import { setTimeout as sleep } from 'node:timers/promises'
import { randomFrom } from '../test/random.js'
import type { Entry, Ledger } from './Ledger.js'
import { Sender } from './Sender.js'
import { MOST_BATCHES, type Traffic } from './traffic.js'

export interface LoadOptions {
  urls: readonly string[]
  traffic: Traffic
  ledger: Ledger
  clients: number
  /** Batches a second, of all clients together. */
  rate: number
  seed: number
  /** The share of batches that are given up after a failed attempt, as by a browser that is closed. */
  abandoned?: number
  /** The share that is sent once more after it was acknowledged. */
  resent?: number
  /** The most batches of a session. */
  sessionBatches?: number
}

/** Browsers that send batches one after the other, again and again until each is acknowledged. */
export class Load {
  attempts = 0
  /** Seconds from the first attempt of a batch to its acknowledgement. */
  readonly waits: number[] = []
  /** What must not happen. */
  readonly errors: string[] = []
  private isPaused = true
  private isEnding = false
  private resume = () => {}
  private paused: Promise<void> = Promise.resolve()
  private underWay = 0
  private readonly clients: Promise<void>[]

  constructor(private readonly options: LoadOptions) {
    this.pause()
    this.clients = Array.from({ length: options.clients }, (_, client) => this.browse(client))
  }

  /** @returns when nothing is under way any more */
  async pause(): Promise<void> {
    if (!this.isPaused || this.underWay === 0) this.paused = new Promise((resolve) => (this.resume = resolve))
    this.isPaused = true
    while (this.underWay > 0) await sleep(20)
  }

  go() {
    this.isPaused = false
    this.resume()
  }

  async end(): Promise<void> {
    this.isEnding = true
    this.go()
    await Promise.all(this.clients)
  }

  /** Sends batches of a visitor until all are acknowledged. */
  async sendAll(client: number, visitor: string, count: number): Promise<Entry[]> {
    const { ledger, traffic, urls } = this.options
    const sender = new Sender(false)
    const sent: Entry[] = []
    for (let index = 0; index < count; index++) {
      const entry = ledger.enter({ n: ledger.next, client, session: 0, index })
      while (
        !(await this.attempt(sender, urls[index % urls.length]!, entry, traffic.batch(entry.key, visitor)))
      )
        await sleep(200)
      sent.push(entry)
    }
    return sent
  }

  private async browse(client: number) {
    const {
      urls,
      traffic,
      ledger,
      clients,
      rate,
      seed,
      abandoned = 0.1,
      resent = 0.05,
      sessionBatches = 8,
    } = this.options
    const random = randomFrom(seed * 31 + client * 7_907 + 1)
    random()
    const sender = new Sender(client % 2 === 1)
    const pause = (1_000 * clients) / rate
    let due = performance.now() + random() * pause
    for (let session = 0; !this.isEnding; session++) {
      const length = 1 + Math.floor(random() * sessionBatches)
      for (let index = 0; index < length; index++) {
        await sleep(Math.max(0, due - performance.now()))
        // One that has fallen behind does not make up for it all at once.
        due = Math.max(due + pause, performance.now() - pause)
        if (this.isPaused) await this.paused
        if (this.isEnding || ledger.next >= MOST_BATCHES) return sender.close()
        this.underWay++
        try {
          const entry = ledger.enter({ n: ledger.next, client, session, index })
          const batch = traffic.batch(entry.key)
          const at = (tries: number) => urls[(client + tries) % urls.length]!
          for (let tries = 0; !(await this.attempt(sender, at(tries), entry, batch)); tries++) {
            if (random() < abandoned || this.isPaused) break
            await sleep(Math.min(2_000, 100 * 2 ** tries) * (0.5 + random()))
          }
          if (random() < resent) await this.attempt(sender, at(1), entry, batch)
        } catch (error) {
          this.errors.push((error as Error).message)
        } finally {
          this.underWay--
        }
      }
    }
    sender.close()
  }

  private async attempt(sender: Sender, url: string, entry: Entry, batch: ReturnType<Traffic['batch']>) {
    const startedAt = performance.now()
    this.attempts++
    const isStored = await sender.attempt(url, batch)
    if (isStored && !entry.isAcknowledged) {
      entry.isAcknowledged = true
      this.waits.push((performance.now() - startedAt) / 1_000)
    }
    return isStored
  }
}
