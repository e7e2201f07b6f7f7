import { Module } from '@nestjs/common'
import { RollupModule } from './rollup.module.js'
import { RollupWorker } from './rollup.worker.js'

/** Runs the jobs; for the roles `all` and `worker`. */
@Module({ imports: [RollupModule], providers: [RollupWorker] })
export class WorkerModule {}
