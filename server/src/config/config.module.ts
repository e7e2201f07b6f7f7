import { type DynamicModule, Module } from '@nestjs/common'
import type { Config } from './config.js'

export const CONFIG = Symbol('config')
/** The key that opens everything: from the environment, or made on the built-in store. */
export const ADMIN_KEY = Symbol('admin key')

@Module({})
export class ConfigModule {
  static forRoot(config: Config, adminKey: string): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: ADMIN_KEY, useValue: adminKey },
      ],
      exports: [CONFIG, ADMIN_KEY],
    }
  }
}
