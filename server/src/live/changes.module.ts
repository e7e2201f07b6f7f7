import { type DynamicModule, Logger, Module } from '@nestjs/common'
import { Changes, LocalChanges } from './changes.js'

@Module({})
export class ChangesModule {
  static forRoot(redisUrl: string | undefined, prefix: string): DynamicModule {
    const logger = new Logger('Live')
    const useFactory = async () => {
      if (redisUrl === undefined) return new LocalChanges()
      const { RedisChanges } = await import('./redis.changes.js')
      return new RedisChanges(redisUrl, `${prefix}:changes`, (error) =>
        logger.error(`Redis: ${error.message}`),
      )
    }
    return {
      module: ChangesModule,
      global: true,
      providers: [{ provide: Changes, useFactory }],
      exports: [Changes],
    }
  }
}
