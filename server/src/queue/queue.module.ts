import { BullModule } from '@nestjs/bull'
import { type DynamicModule, Module } from '@nestjs/common'
import { BULL_QUEUE, BullQueue } from './bull.queue.js'
import { InProcessQueue } from './inProcess.queue.js'
import { JobQueue } from './jobQueue.js'

/** The job queue: Bull with a Redis, else this process. */
@Module({})
export class QueueModule {
  static forRoot(redisUrl: string | undefined, prefix: string): DynamicModule {
    if (redisUrl === undefined)
      return {
        module: QueueModule,
        global: true,
        providers: [{ provide: JobQueue, useClass: InProcessQueue }],
        exports: [JobQueue],
      }
    return {
      module: QueueModule,
      global: true,
      imports: [
        BullModule.forRoot({ url: redisUrl, prefix }),
        BullModule.registerQueue({ name: BULL_QUEUE }),
      ],
      providers: [{ provide: JobQueue, useClass: BullQueue }],
      exports: [JobQueue],
    }
  }
}
