import { Logger, type OnApplicationShutdown } from '@nestjs/common'
import { Redis } from 'ioredis'
import { LocalRateLimiter, RateLimiter } from './rateLimiter.js'
import { FULL_MS } from './tokenBucket.js'

/** What Redis may take (ms) before this process decides alone. */
const PATIENCE = 250

/** `takeToken` where all processes share the buckets, by the clock of Redis. Fractions of ms go as strings: Lua numbers come back cut. */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local before = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local each = 1000 / ARGV[1]
local after = before + each
local wait = after - now - ARGV[2]
if wait > each / 2 then return tostring(wait) end
redis.call('SET', KEYS[1], string.format('%.3f', after), 'PX', math.ceil(after - now))
return '0'`

interface Client extends Redis {
  takeToken(key: string, rate: number, fullMs: number): Promise<string>
}

/** For many processes, through Redis. While it does not answer, each process limits by itself. */
export class RedisRateLimiter extends RateLimiter implements OnApplicationShutdown {
  private readonly logger = new Logger('Limits')
  private readonly local = new LocalRateLimiter()
  private readonly redis: Client
  private isAway = false

  constructor(url: string) {
    super()
    this.redis = new Redis(url, {
      enableOfflineQueue: false,
      enableAutoPipelining: true,
      maxRetriesPerRequest: 0,
      commandTimeout: PATIENCE,
      scripts: { takeToken: { lua: TAKE, numberOfKeys: 1 } },
    }) as Client
    this.redis.on('error', (error) => this.noteAway(error))
    this.redis.on('ready', () => {
      this.isAway = false
    })
  }

  async take(bucket: string, rate: number): Promise<number> {
    if (this.redis.status !== 'ready') return this.local.take(bucket, rate)
    try {
      return Number(await this.redis.takeToken(`mt:limit:${bucket}`, rate, FULL_MS))
    } catch (error) {
      this.noteAway(error as Error)
      return this.local.take(bucket, rate)
    }
  }

  onApplicationShutdown() {
    this.redis.disconnect()
  }

  /** Once, not for each request. */
  private noteAway({ message }: Error) {
    if (!this.isAway) this.logger.warn(`Redis: ${message}; rates are limited process by process`)
    this.isAway = true
  }
}
