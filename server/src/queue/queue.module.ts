import { type DynamicModule, Module } from '@nestjs/common'
import { InProcessQueue } from './inProcess.queue.js'
import { JobQueue } from './jobQueue.js'

/** The job queue: Bull with a Redis, else this process. */
@Module({})
export class QueueModule {
  static async forRoot(redisUrl: string | undefined, prefix: string): Promise<DynamicModule> {
    const exported = { module: QueueModule, global: true, exports: [JobQueue] }
    if (redisUrl === undefined)
      return { ...exported, providers: [{ provide: JobQueue, useClass: InProcessQueue }] }
    // Loaded only where there is a Redis: it takes several megabytes.
    const { BullQueue, bullModules } = await import('./bull.queue.js')
    return {
      ...exported,
      imports: bullModules(redisUrl, prefix),
      providers: [{ provide: JobQueue, useClass: BullQueue }],
    }
  }
}
