import type { AddressInfo } from 'node:net'
import { getConnectionToken } from '@nestjs/mongoose'
import type { Connection } from 'mongoose'
import { keptAdminKey } from '../config/adminKey.js'
import { type Config, ConfigError } from '../config/config.js'
import { DEMO_SITE } from '../demo/demoSite.js'
import { StoreInUseError } from '../embedded/errors.js'
import { startEmbeddedStore } from '../embedded/startEmbeddedStore.js'
import { MIGRATIONS } from '../migrations/migrations.js'
import { NewerSchemaError, runMigrations } from '../migrations/runMigrations.js'
import { PartitionsRepository } from '../rollup/partitions.repository.js'
import { newSiteSchema } from '../sites/site.schema.js'
import { SitesService } from '../sites/sites.service.js'
import { announcement } from './announcement.js'
import { awaitServices } from './awaitServices.js'
import { createApp } from './createApp.js'

/** The site that the built-in store begins with. */
const DEMO = newSiteSchema.parse({ id: DEMO_SITE, name: 'Demo shop' })

/** Starts the server; it runs until a signal ends it. */
export async function start(config: Config): Promise<void> {
  const { store, adminKey } = await openStore(config)
  const app = await createApp({
    config,
    adminKey,
    mongodbUri: store?.uri ?? config.mongodbUri!,
    builtIn: store !== null,
  })
  const close = async () => {
    await app.close()
    await store?.close()
  }
  try {
    await runMigrations(app.get<Connection>(getConnectionToken()), MIGRATIONS)
    // With jobs in this process there is no other worker, so a lease that is still there is a dead one's.
    if (config.redisUrl === undefined) await app.get(PartitionsRepository).releaseAll()
    if (store) await app.get(SitesService).ensure(DEMO)
    closeOnSignals(close)
    await app.init()
    // Not `app.listen`, which logs what goes wrong before it is explained here.
    await app.getHttpAdapter().getInstance().listen({ port: config.port, host: config.host })
  } catch (error) {
    await close()
    throw explained(error, config)
  }
  const { port } = app.getHttpServer().address() as AddressInfo
  const lines = announcement({ ...config, port }, config.adminKey === undefined ? adminKey : null)
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** What the server stands on: services that answer, or a store of its own. */
async function openStore(config: Config) {
  const { dataDir, mongodbUri } = config
  await awaitServices(config, (line) => process.stderr.write(`mouse-tracking: ${line}\n`))
  if (mongodbUri !== undefined) return { store: null, adminKey: config.adminKey! }
  try {
    // First, so that of two servers on one folder the second changes nothing in it.
    const store = await startEmbeddedStore({ path: dataDir })
    try {
      return { store, adminKey: config.adminKey ?? (await keptAdminKey(dataDir)) }
    } catch (error) {
      await store.close()
      throw error
    }
  } catch (error) {
    const { message } = error as Error
    if (error instanceof StoreInUseError) throw new ConfigError(message)
    if (/^E[A-Z]+: /.test(message))
      throw new ConfigError(
        `DATA_DIR ${dataDir} cannot be used (${message}); set it to a folder that this user may write to`,
      )
    throw error
  }
}

/** What an operator can mend is said in one line. */
function explained(error: unknown, { port, host }: Config): unknown {
  if (error instanceof NewerSchemaError) return new ConfigError(error.message)
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
    return new ConfigError(`port ${port} is taken; stop what uses it, or set PORT to another one`)
  const { code, syscall } = error as NodeJS.ErrnoException
  if (syscall === 'getaddrinfo' || code === 'EADDRNOTAVAIL')
    return new ConfigError(`HOST ${host} is no address of this machine`)
  if (syscall === 'listen' && code === 'EACCES')
    return new ConfigError(`PORT ${port} may not be listened on by this user; set PORT to 1024 or more`)
  return error
}

function closeOnSignals(close: () => Promise<void>) {
  let closing = false
  const end = async () => {
    if (closing) return
    closing = true
    await close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end)
}
