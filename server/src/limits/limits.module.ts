import { type DynamicModule, Module } from '@nestjs/common'
import { LimitsService } from './limits.service.js'
import { LocalRateLimiter, RateLimiter } from './rateLimiter.js'

/** Rate limits: shared through Redis when there is one, else of this process. */
@Module({})
export class LimitsModule {
  static forRoot(redisUrl: string | undefined): DynamicModule {
    const useFactory = async () => {
      if (redisUrl === undefined) return new LocalRateLimiter()
      const { RedisRateLimiter } = await import('./redis.rateLimiter.js')
      return new RedisRateLimiter(redisUrl)
    }
    return {
      module: LimitsModule,
      global: true,
      providers: [{ provide: RateLimiter, useFactory }, LimitsService],
      exports: [LimitsService],
    }
  }
}
