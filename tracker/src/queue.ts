import type { Batch } from '@mouse-tracking/contract'
import type { Settings } from './options.js'
import type { Scope, Stop } from './scope.js'
import { isFull, type Store } from './store.js'
import { createTransport } from './transport.js'

/** What is kept unsent at most, in characters and in ms; the oldest goes first. */
const MAX_LENGTH = 1_000_000
const MAX_AGE = 7 * 86_400_000

/** Pauses (ms) between attempts double from the one to the other, each shortened at random by up to a half. */
const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 60_000

/** Where there are no Web Locks, the tab that sends lets the others wait for this long (ms). */
const LEASE = 15_000

export interface Queue {
  /** Keeps a batch until it is acknowledged (or refused for good), and sends it. */
  add(batch: Batch): void
  /** Sends what waits; resolved when nothing does any more, or when it has to wait on. */
  flush(): Promise<void>
  /** Starts to send, also again after `close`. */
  open(): void
  /** Sends no more, but for one beacon for what waits and what is added: it has no answer, so it all stays kept. */
  close(): void
}

/**
 * The batches on their way, of all tabs of the site: in the store, under `<name>queue <time> <id>`, from before their
 * first attempt until they are acknowledged. So no closed tab, crash or broken network loses them. One tab at a time
 * sends, for all.
 */
export const createQueue = (settings: Settings, scope: Scope, store: Store, name: string): Queue => {
  const transport = createTransport(settings, scope)
  const prefix = `${name}queue `
  const lease = `${name}lease`
  // Missing on insecure pages.
  const { locks } = navigator as { locks?: LockManager }
  let isOpen = false
  let failures = 0
  let notBefore = 0
  let retry: Stop | undefined

  /** The oldest first. */
  const keys = () =>
    Object.keys(store)
      .filter((key) => key.startsWith(prefix))
      .sort()
  const stamped = (body: string) => body.replace(/}$/, `,"sentAt":${Date.now()}}`)
  // Its failure must not keep the rest of a page's end from happening.
  const beacon = scope.guard((body: string) => navigator.sendBeacon(settings.apiUrl, stamped(body)))
  const drop = (key: string) => delete store[key]

  const send = async () => {
    let length = 0
    for (const key of keys().reverse()) {
      length += store[key]!.length
      if (length > MAX_LENGTH || key < prefix + (Date.now() - MAX_AGE)) {
        drop(key)
        scope.report(new Error('Batch dropped'))
      }
    }
    for (const key of keys()) {
      // The attempt that this one waited for may have been told to wait.
      if (!isOpen || Date.now() < notBefore) return
      const outcome = await transport(stamped(store[key]!))
      if (typeof outcome === 'number') {
        const pause = Math.min(FIRST_PAUSE * 2 ** failures++, LONGEST_PAUSE) * (1 - Math.random() / 2)
        notBefore = Date.now() + outcome
        if (isOpen) retry = scope.after(Math.max(pause, outcome), flush)
        return
      }
      failures = 0
      if (outcome) scope.report(outcome)
      drop(key)
    }
  }

  const run = async () => {
    if (!isOpen || Date.now() < notBefore) return
    retry = void retry?.()
    // Locks are refused in some frames.
    if (locks) await locks.request(lease, send).catch(send)
    else if (!(Date.now() < +store[lease]!)) {
      isFull(store, lease, `${Date.now() + LEASE}`)
      await send()
      drop(lease)
    }
  }

  const flush = () => run().catch(scope.report)

  return {
    flush,
    add(batch) {
      const body = JSON.stringify(batch)
      // What cannot be kept, or is from a page that goes, is sent for better or worse.
      if (isFull(store, `${prefix}${Date.now()} ${batch.id}`, body) || !isOpen) beacon(body)
      else if (!retry) flush()
    },
    open() {
      isOpen = true
      flush()
    },
    close() {
      isOpen = false
      retry = void retry?.()
      for (const key of keys()) beacon(store[key]!)
    },
  }
}
