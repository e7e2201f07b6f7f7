import { createHmac } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { LRUCache } from 'lru-cache'
import type { Config } from '../config/config.js'
import { ADMIN_KEY, CONFIG } from '../config/config.module.js'
import { ProblemException, tooManyRequests } from '../problem/problem.exception.js'
import { networkOf } from './clientAddress.js'
import { RateLimiter } from './rateLimiter.js'

/** Keys that were right lately (ms): they may go on while others behind the same address guess. */
const KNOWN = { max: 10_000, ttl: 600_000 }

/** How often who may ask. Every method throws a ProblemException 429 when it is too often. */
@Injectable()
export class LimitsService {
  private readonly known = new LRUCache<string, true>(KNOWN)
  /** Until when (epoch ms) an address may try no further keys. */
  private readonly blocked = new LRUCache<string, number>({ max: 10_000 })

  constructor(
    private readonly limiter: RateLimiter,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ADMIN_KEY) private readonly adminKey: string,
  ) {}

  /** One batch of an address. */
  async ingest(address: string): Promise<void> {
    await this.take('ingest', networkOf(address), this.config.ingestRateLimit, 'batches')
  }

  /** One report for a key. */
  async report(key: string): Promise<void> {
    await this.take('report', key, this.config.reportRateLimit, 'reports')
  }

  /**
   * Checks a key; wrong ones count against the address, which may try no others for a while when they are too many.
   * @param check throws 401 for a wrong key
   */
  async guess<T>(address: string, key: string, check: () => T | Promise<T>): Promise<T> {
    const name = this.nameOf('known', key)
    if (!this.known.has(name)) {
      const left = this.blocked.get(networkOf(address)) ?? 0
      if (left > Date.now()) throw tooMany('wrong keys', left - Date.now())
    }
    try {
      const right = await check()
      this.known.set(name, true)
      return right
    } catch (error) {
      if (error instanceof ProblemException && error.problem.status === 401) {
        this.known.delete(name)
        await this.countWrong(networkOf(address))
      }
      throw error
    }
  }

  private async countWrong(network: string) {
    const wait = await this.waitFor('guess', network, this.config.reportRateLimit)
    if (wait === 0) return
    this.blocked.set(network, Date.now() + wait)
    throw tooMany('wrong keys', wait)
  }

  private async take(kind: string, who: string, rate: number, what: string) {
    const wait = await this.waitFor(kind, who, rate)
    if (wait > 0) throw tooMany(what, wait)
  }

  private async waitFor(kind: string, who: string, rate: number): Promise<number> {
    return rate === 0 ? 0 : this.limiter.take(this.nameOf(kind, who), rate)
  }

  /** Neither addresses nor keys are written anywhere, not even to Redis. */
  private nameOf(kind: string, who: string): string {
    return `${kind}:${createHmac('sha256', this.adminKey).update(`${kind} ${who}`).digest('base64url')}`
  }
}

const tooMany = (what: string, wait: number) => {
  const seconds = Math.max(1, Math.ceil(wait / 1_000))
  return tooManyRequests(`Too many ${what}; try again in ${seconds} s.`, seconds)
}
