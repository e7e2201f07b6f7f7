import { parentPort, workerData } from 'node:worker_threads'
import { StoreInUseError } from './errors.js'
import { type OpenStore, openStore, type StoreOptions } from './openStore.js'
import { isFailedCommit } from './storage/failedCommit.js'

/** What a thread is started with. */
export type ThreadOptions = Omit<StoreOptions, 'log'>

/** What a thread is told. */
export type ToThread = { kind: 'sweep'; id: number; now: Date | undefined } | { kind: 'close' }

/** What a thread tells. */
export type FromThread =
  | { kind: 'started'; uri: string }
  | { kind: 'refused'; reason: string; inUse: boolean }
  | { kind: 'log'; message: string }
  | { kind: 'swept'; id: number; removed: number }
  | { kind: 'failed'; id: number; reason: string }

const port = parentPort
if (!port) throw new Error('storeThread is for worker threads')
// A commit that failed, as on a full disk, was told to all who wait for it; LMDB also tells a promise that nobody can have.
process.on('unhandledRejection', (reason) => {
  if (!isFailedCommit(reason)) throw reason
})
const tell = (message: FromThread) => port.postMessage(message)

try {
  const log = (message: string) => tell({ kind: 'log', message })
  const store = await openStore({ ...(workerData as ThreadOptions), log })
  port.on('message', (message: ToThread) => void obey(store, message))
  tell({ kind: 'started', uri: store.uri })
} catch (error) {
  tell({
    kind: 'refused',
    reason: error instanceof Error ? error.message : String(error),
    inUse: error instanceof StoreInUseError,
  })
}

async function obey(store: OpenStore, message: ToThread): Promise<void> {
  if (message.kind === 'close') {
    await store.close()
    port?.close() // with nothing left to wait for the thread ends
    return
  }
  try {
    tell({ kind: 'swept', id: message.id, removed: await store.sweep(message.now) })
  } catch (error) {
    tell({ kind: 'failed', id: message.id, reason: error instanceof Error ? error.message : String(error) })
  }
}
