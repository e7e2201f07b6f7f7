import type { Storage } from './storage.js'

/** Without Web Locks: for how long (ms) a tab is in charge, and after how long a batch counts as left behind. */
const LEASE = 60_000

export interface Tabs {
  /** Makes this tab known to the others; resolved when it is. */
  join(): Promise<void>
  leave(): void
  /** When this tab is in charge of what closed tabs have left: whether a tab's batch of that time (ms) is. */
  inCharge(): Promise<((tab: string, savedAt: number) => boolean) | undefined>
}

/** The open tabs of a site. Of those, one is in charge: the first by name. */
export function createTabs(storage: Storage, name: string, tab: string): Tabs {
  let locks: LockManager | undefined = navigator.locks
  let release: (() => void) | undefined

  return {
    join: () =>
      new Promise((joined) => {
        const hold = () =>
          new Promise<void>((resolve) => {
            release = resolve
            joined()
          })
        // Not there on insecure pages, refused in some frames.
        if (!locks) return joined()
        locks.request(name + tab, hold).catch(() => {
          locks = undefined
          joined()
        })
      }),
    leave: () => release?.(),
    async inCharge() {
      if (locks) {
        const { held = [] } = await locks.query()
        const names = held.map((lock) => lock.name ?? '').filter((each) => each.startsWith(name))
        return names.sort()[0] === name + tab ? (owner) => !names.includes(name + owner) : undefined
      }
      const now = Date.now()
      const [holder, until] = storage.get(name)?.split(' ') ?? []
      if (holder && holder !== tab && now < Number(until)) return undefined
      storage.set(name, `${tab} ${now + LEASE}`)
      return (_, savedAt) => now - savedAt > LEASE
    },
  }
}
