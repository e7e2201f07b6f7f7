import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Cursors } from './Cursors.js'
import { removeUnfinishedIndexes } from './commands/buildIndex.js'
import type { Store } from './Store.js'
import { Catalog } from './storage/Catalog.js'
import { claimOwnership, type Owner, releaseOwnership } from './storage/claimOwnership.js'
import { clearLeftovers } from './storage/clearLeftovers.js'
import { Environment } from './storage/Environment.js'
import { sweepExpired } from './sweepExpired.js'
import type { Log } from './wire/Connection.js'
import { Listener, SUFFIX } from './wire/Listener.js'

export interface StoreOptions {
  /** The folder that holds the store; made if it is not there. */
  path: string
  /** Takes what an operator should know, such as why a connection was closed. */
  log: Log
  /** Seconds between sweeps for expired documents. */
  sweepSeconds: number
  /** Seconds after which a cursor that nobody asks is dropped. */
  cursorSeconds: number
}

export interface OpenStore {
  /** What a MongoDB driver connects to. */
  uri: string
  /** Removes expired documents; answers how many. */
  sweep(now?: Date): Promise<number>
  /** Finishes what is under way and closes the files. */
  close(): Promise<void>
}

/**
 * Opens a store in this thread and serves it.
 *
 * @throws StoreInUseError when another process has the store open
 */
export async function openStore(options: StoreOptions): Promise<OpenStore> {
  const { log } = options
  const path = resolve(options.path)
  await mkdir(path, { recursive: true, mode: 0o700 })
  const env = new Environment(path)
  const listener = await Listener.open(path)
  const owner: Owner = { token: randomBytes(16).toString('hex'), pid: process.pid, address: listener.address }
  try {
    await claimOwnership(env, owner)
  } catch (error) {
    await listener.close()
    await env.close()
    throw error
  }
  await removeOldSockets(path, listener)

  const catalog = new Catalog(env)
  let closing = false
  let clearing = Promise.resolve()
  const store: Store = {
    env,
    catalog,
    cursors: new Cursors(options.cursorSeconds * 1000),
    startedAt: new Date(),
    clearLeftovers: () => {
      clearing = clearing
        .then(() => clearLeftovers(env, catalog, () => closing))
        .catch((error) => {
          log(`clearing away what was dropped failed: ${error}`)
        })
    },
  }
  await removeUnfinishedIndexes(store)
  store.clearLeftovers()

  let sweeping = Promise.resolve(0)
  const sweep = (now?: Date) => (sweeping = sweeping.catch(() => 0).then(() => sweepExpired(store, now)))
  const timer = setInterval(
    () => sweep().catch((error) => log(`removing expired documents failed: ${error}`)),
    options.sweepSeconds * 1000,
  ).unref()
  listener.serve(store, log)

  return {
    uri: listener.uri,
    sweep,
    close: async () => {
      if (closing) return
      closing = true
      clearInterval(timer)
      await listener.close()
      store.cursors.close()
      await Promise.allSettled([clearing, sweeping])
      await releaseOwnership(env, owner)
      await env.close()
    },
  }
}

/** A process that was killed leaves its socket's name behind. */
async function removeOldSockets(path: string, listener: Listener): Promise<void> {
  for (const name of await readdir(path)) {
    const file = join(path, name)
    const own = 'path' in listener.address && listener.address.path === file
    if (name.endsWith(SUFFIX) && !own) await rm(file, { force: true })
  }
}
