import { Module } from '@nestjs/common'
import { HealthController } from '../health/health.controller.js'
import { PrivacyModule } from '../privacy/privacy.module.js'
import { RollupModule } from '../rollup/rollup.module.js'
import { MetricsController } from './metrics.controller.js'

/** What an operator looks at. */
@Module({ imports: [RollupModule, PrivacyModule], controllers: [HealthController, MetricsController] })
export class OperationsModule {}
