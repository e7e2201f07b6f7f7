import 'reflect-metadata'
import { start } from './app/start.js'
import { ConfigError, readConfig } from './config/config.js'

try {
  await start(readConfig(process.env))
} catch (error) {
  const known = error instanceof ConfigError || (error as NodeJS.ErrnoException).code !== undefined
  process.stderr.write(`mouse-tracking: ${known ? (error as Error).message : (error as Error).stack}\n`)
  process.exitCode = 1
}
