import type { Guard, Stop } from './guard.js'
import { newId } from './identity.js'
import type { Storage } from './storage.js'
import { createTabs } from './tabs.js'
import type { Transport } from './transport.js'

/** What is kept unsent at most, in characters and in ms; the oldest goes first. */
const MAX_LENGTH = 1_000_000
const MAX_AGE = 7 * 86_400_000

/** Pauses (ms) between attempts double from the one to the other, each shortened at random by up to a half. */
const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 60_000

export interface Queue {
  /** Keeps a batch until it is acknowledged (or refused for good), and sends it. */
  add(id: string, body: string): void
  /** Whether a batch is on its way, or waits for a better time. */
  isBusy(): boolean
  /** Sends what waits; resolved when nothing does any more, or when it has to wait on. */
  flush(): Promise<void>
  /** Starts to send, also again after `close`. */
  open(): void
  /** Takes over what closed tabs have left behind, and drops what is too old or too much. */
  adopt(): void
  /** Sends no more. What waits is sent with one beacon each, without an answer, and so it stays kept. */
  close(): void
  /** Forgets what waits in this tab, unsent. */
  clear(): void
}

interface Parcel {
  key: string
  id: string
  body: string
}

const stamped = (body: string) => `${body.slice(0, -1)},"sentAt":${Date.now()}}`

/**
 * The batches on their way. Each stands in storage, under `<name>queue <time> <tab> <id>`, from before its first
 * attempt until it is acknowledged: no closed tab, crash or broken network loses it. Each tab sends its own, and one
 * of them what closed tabs have left.
 */
export function createQueue(storage: Storage, name: string, transport: Transport, guard: Guard): Queue {
  const { report, after } = guard
  const prefix = `${name}queue `
  const tab = newId()
  const tabs = createTabs(storage, `${name}tab `, tab)
  let parcels: Parcel[] = []
  let isOpen = false
  let failures = 0
  let notBefore = 0
  let retry: Stop | undefined
  let sending: Promise<void> | undefined

  const remove = (parcel: Parcel) => {
    storage.remove(parcel.key)
    parcels = parcels.filter((each) => each !== parcel)
  }

  const send = async () => {
    for (let parcel = parcels[0]; isOpen && parcel; parcel = parcels[0]) {
      const { taken, refused, wait = 0 } = await transport.send(parcel.id, stamped(parcel.body))
      if (!taken && !refused) {
        const pause = Math.min(FIRST_PAUSE * 2 ** failures++, LONGEST_PAUSE) * (1 - Math.random() / 2)
        notBefore = Date.now() + wait
        if (isOpen) retry = after(Math.max(pause, wait), () => void flush())
        return
      }
      failures = 0
      if (refused) report(refused)
      remove(parcel)
    }
  }

  const flush = (): Promise<void> => {
    if (!isOpen || Date.now() < notBefore) return sending ?? Promise.resolve()
    retry?.()
    retry = undefined
    sending ??= send()
      .catch(report)
      .then(() => {
        sending = undefined
        // Something may have come in at the last moment.
        if (parcels.length && !retry) return flush()
      })
    return sending
  }

  const drop = (parcel: Parcel) => {
    remove(parcel)
    report(new Error('Dropped a batch that could not be sent: the queue is full, or it was kept for a week'))
  }

  const adopt = async () => {
    const isLeft = await tabs.inCharge()
    if (!isLeft) return
    let length = 0
    // The newest first.
    for (const key of storage.keys().sort().reverse()) {
      if (!key.startsWith(prefix)) continue
      const [time, owner = '', id = ''] = key.slice(prefix.length).split(' ')
      const savedAt = Number(time)
      const parcel = { key, id, body: storage.get(key) ?? '' }
      length += parcel.body.length
      if (length > MAX_LENGTH || Date.now() - savedAt > MAX_AGE) drop(parcel)
      else if (owner !== tab && isLeft(owner, savedAt) && !parcels.some((each) => each.key === key)) {
        parcels.push(parcel)
      }
    }
    await flush()
  }

  return {
    flush,
    isBusy: () => !!(sending || retry),
    add(id, body) {
      const key = `${prefix}${Date.now()} ${tab} ${id}`
      storage.set(key, body)
      parcels.push({ key, id, body })
      while (parcels.reduce((length, each) => length + each.body.length, 0) > MAX_LENGTH) drop(parcels[0]!)
      // Not at once: a page that is going sends it with `close`.
      if (!retry) Promise.resolve().then(flush)
    },
    open() {
      isOpen = true
      tabs.join().then(adopt).catch(report)
    },
    adopt: () => void adopt().catch(report),
    close() {
      isOpen = false
      retry?.()
      retry = undefined
      tabs.leave()
      transport.close()
      parcels.every((parcel) => transport.beacon(stamped(parcel.body)))
    },
    clear() {
      for (const parcel of parcels) remove(parcel)
    },
  }
}
