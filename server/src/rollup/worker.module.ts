import { Module } from '@nestjs/common'
import { PrivacyModule } from '../privacy/privacy.module.js'
import { PrivacyWorker } from '../privacy/privacy.worker.js'
import { RollupModule } from './rollup.module.js'
import { RollupWorker } from './rollup.worker.js'

/** Runs the jobs; for the roles `all` and `worker`. */
@Module({ imports: [RollupModule, PrivacyModule], providers: [RollupWorker, PrivacyWorker] })
export class WorkerModule {}
