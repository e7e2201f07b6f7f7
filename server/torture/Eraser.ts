import { setTimeout as sleep } from 'node:timers/promises'
import type { Load } from './Load.js'
import type { Reports } from './Reports.js'

/** Clients of the load have smaller numbers. */
const FIRST_CLIENT = 100_000
/** Batches of a visitor who is to be erased. */
const BATCHES = 6
/** Pause (ms) between two erasures. */
const PAUSE = 8_000

/** Visitors who come, and ask to be forgotten once all of theirs was acknowledged. */
export class Eraser {
  erased = 0
  readonly errors: string[] = []
  private isPaused = true
  private running: Promise<void> = Promise.resolve()
  private made = 0

  constructor(
    private readonly load: Load,
    private readonly servers: readonly Reports[],
    private readonly site: string,
  ) {}

  go() {
    this.isPaused = false
    this.running = this.run()
  }

  /** @returns when the last one is erased */
  async pause() {
    this.isPaused = true
    await this.running
  }

  private async run() {
    while (!this.isPaused) {
      const visitor = `gone-${++this.made}`
      try {
        const sent = await this.load.sendAll(FIRST_CLIENT + this.made, visitor, BATCHES)
        // Erasures of what is rolled up, packed, or neither.
        for (let waited = 0; waited < (this.made % 3) * PAUSE && !this.isPaused; waited += 100)
          await sleep(100)
        for (const entry of sent) entry.erased = visitor
        await this.erase(visitor)
        this.erased++
      } catch (error) {
        this.errors.push(`erasing ${visitor}: ${(error as Error).message}`)
      }
      for (let waited = 0; waited < PAUSE && !this.isPaused; waited += 100) await sleep(100)
    }
  }

  private async erase(visitor: string) {
    for (let tries = 0; ; tries++) {
      const server = this.servers[tries % this.servers.length]!
      const answer = await server
        .ask('DELETE', `/api/sites/${this.site}/visitors/${visitor}`)
        .catch(() => ({ status: 0, body: null }))
      if (answer.status === 204) return
      if (answer.status >= 400 && answer.status < 500)
        throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`)
      await sleep(200)
    }
  }
}
