import { Worker } from 'node:worker_threads'
import { StoreInUseError } from './errors.js'
import type { OpenStore } from './openStore.js'
import type { FromThread, ThreadOptions, ToThread } from './storeThread.js'

/** What lives long in the thread's memory lies outside its heap, so that a larger one would only take more. */
const YOUNG_MB = 12

export interface EmbeddedStoreOptions {
  /** The folder that holds the store; made if it is not there. */
  path: string
  /** Takes what an operator should know, such as why a connection was closed. Default: `console.warn`. */
  log?: (message: string) => void
  /** Seconds between sweeps for expired documents; default 60. */
  sweepSeconds?: number
  /** Seconds after which a cursor that nobody asks is dropped; default 600. */
  cursorSeconds?: number
  /**
   * Run in a thread of its own, so that a scan or a large write does not hold up whoever shares this one. Default: yes
   * when compiled; TypeScript sources that are run as they are have no file to start a thread from.
   */
  thread?: boolean
}

/** A store that is running. */
export type EmbeddedStore = OpenStore

/**
 * Starts the built-in document store: MongoDB's wire protocol on a private socket, in front of an LMDB file.
 *
 * It is made for one machine, for evaluation and for tests. What it does, it does as MongoDB 7 does, and a suite that
 * runs on both says so; what it does not do (transactions, `$lookup`, text and geo indexes, collations, change streams …)
 * it refuses by name, with MongoDB's error codes. A write is answered when it is on disk. Indexes serve equality, `$in`,
 * ranges, prefixes and sort orders.
 *
 * @throws StoreInUseError when another process has the store open
 */
export async function startEmbeddedStore(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const { log = (message) => console.warn(`embedded store: ${message}`) } = options
  const settings: ThreadOptions = {
    path: options.path,
    sweepSeconds: options.sweepSeconds ?? 60,
    cursorSeconds: options.cursorSeconds ?? 600,
  }
  const thread = options.thread ?? import.meta.url.endsWith('.js')
  if (thread) return startThread(settings, log)
  // Loaded here only if it is to run here: it takes 10 MB.
  const { openStore } = await import('./openStore.js')
  return openStore({ ...settings, log })
}

async function startThread(
  workerData: ThreadOptions,
  log: (message: string) => void,
): Promise<EmbeddedStore> {
  const worker = new Worker(new URL('./storeThread.js', import.meta.url), {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  })
  const send = (message: ToThread) => worker.postMessage(message)
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const sweeps = new Map<number, { resolve(removed: number): void; reject(error: Error): void }>()
  let lastSweep = 0
  const uri = await new Promise<string>((resolve, reject) => {
    worker.once('error', reject)
    worker.on('message', (message: FromThread) => {
      switch (message.kind) {
        case 'started':
          // from here on an error that nobody expected ends the process: without its store it is of no use
          worker.off('error', reject)
          return resolve(message.uri)
        case 'refused':
          return reject(message.inUse ? new StoreInUseError(message.reason) : new Error(message.reason))
        case 'log':
          return log(message.message)
        case 'swept':
          sweeps.get(message.id)?.resolve(message.removed)
          return sweeps.delete(message.id)
        case 'failed':
          sweeps.get(message.id)?.reject(new Error(message.reason))
          return sweeps.delete(message.id)
      }
    })
  })
  return {
    uri,
    sweep: (now) =>
      new Promise((resolve, reject) => {
        const id = ++lastSweep
        sweeps.set(id, { resolve, reject })
        send({ kind: 'sweep', id, now })
      }),
    close: () => {
      send({ kind: 'close' })
      return exited
    },
  }
}
