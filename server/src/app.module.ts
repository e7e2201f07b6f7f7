import { type DynamicModule, Module } from '@nestjs/common'
import { APP_FILTER, APP_GUARD } from '@nestjs/core'
import { MongooseModule } from '@nestjs/mongoose'
import type { Config } from './config/config.js'
import { ConfigModule } from './config/config.module.js'
import { DemoModule } from './demo/demo.module.js'
import { IngestModule } from './ingest/ingest.module.js'
import { LimitsModule } from './limits/limits.module.js'
import { ChangesModule } from './live/changes.module.js'
import { OperationsModule } from './operations/operations.module.js'
import { PrivacyModule } from './privacy/privacy.module.js'
import { ProblemFilter } from './problem/problem.filter.js'
import { QueueModule } from './queue/queue.module.js'
import { ReportsModule } from './reports/reports.module.js'
import { RollupModule } from './rollup/rollup.module.js'
import { WorkerModule } from './rollup/worker.module.js'
import { AccessGuard } from './sites/access.guard.js'
import { SitesModule } from './sites/sites.module.js'

export interface AppOptions {
  config: Config
  adminKey: string
  /** The store: the configured MongoDB or the built-in one. */
  mongodbUri: string
  /** Whether that is the built-in one. */
  builtIn: boolean
}

/** The application; which of its modules run depends on the role. */
@Module({})
export class AppModule {
  static forRoot({ config, adminKey, mongodbUri, builtIn }: AppOptions): DynamicModule {
    const api = [IngestModule, ReportsModule]
    const database = databaseIn(mongodbUri) ?? DATABASE
    // Installations that share a Redis do not run each other's jobs.
    const prefix = `{mt:${database}}`
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config, adminKey),
        MongooseModule.forRoot(mongodbUri, {
          serverSelectionTimeoutMS: 5_000,
          dbName: database,
        }),
        QueueModule.forRoot(config.redisUrl, prefix),
        ChangesModule.forRoot(config.redisUrl, prefix),
        LimitsModule.forRoot(config.redisUrl),
        SitesModule,
        RollupModule,
        PrivacyModule,
        OperationsModule,
        ...(config.role === 'worker' ? [] : api),
        ...(config.role === 'api' ? [] : [WorkerModule]),
        ...(builtIn ? [DemoModule] : []),
      ],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
    }
  }
}

/** Where the connection string names no database; the driver would else take one called `test`. */
const DATABASE = 'mouse-tracking'

function databaseIn(uri: string): string | undefined {
  const name = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1]
  return name && decodeURIComponent(name)
}
