import { LRUCache } from 'lru-cache'
import { FULL_MS, takeToken } from './tokenBucket.js'

/** Buckets in memory; one that is not used for this long (ms) is full again, and needs no place. */
const BUCKETS = { max: 100_000, ttl: FULL_MS }

/** Token buckets by name. */
export abstract class RateLimiter {
  /**
   * Takes a token.
   * @param rate tokens a second; a bucket holds ten times as many
   * @returns 0, or the ms until there is one
   */
  abstract take(bucket: string, rate: number): Promise<number>
}

/** For one process. When there are too many buckets, those that were used longest ago are taken for full. */
export class LocalRateLimiter extends RateLimiter {
  private readonly buckets = new LRUCache<string, number>(BUCKETS)

  async take(bucket: string, rate: number): Promise<number> {
    const { fullAt, wait } = takeToken(this.buckets.get(bucket), rate, Date.now())
    if (wait === 0) this.buckets.set(bucket, fullAt)
    return wait
  }
}
