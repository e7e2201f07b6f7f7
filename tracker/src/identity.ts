import { isFull, type Store } from './store.js'

/** Who is tracked: pseudonymous ids, shared by all tabs of the site. */
export interface Identity {
  visitor: string
  session: string
  /** Says that the visitor did something. True when this begins (or joins) another session than before. */
  touch(): boolean
}

/** A session ends after this much silence (ms). */
const SILENCE = 30 * 60_000
/** The store is read and written at most this often (ms). */
export const TOUCH_INTERVAL = 1_000

/** 128 random bits, as four numbers. */
export const newId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-')

/** Keeps `<visitor> <session> <last seen>` under `key`. Nothing is decided before the first touch. */
export const createIdentity = (store: Store, key: string): Identity => {
  let seen = 0
  const identity: Identity = {
    visitor: newId(),
    session: '',
    touch() {
      const now = Date.now()
      // `abs`, for clocks that are set back.
      if (Math.abs(now - seen) < TOUCH_INTERVAL) return false
      const before = identity.session
      const [visitor = identity.visitor, session = before, time = seen] = store[key]?.split(' ') ?? []
      identity.visitor = visitor
      identity.session = now - +time < SILENCE ? session : newId()
      seen = now
      isFull(store, key, `${visitor} ${identity.session} ${now}`)
      return identity.session !== before
    },
  }
  return identity
}

/** Whether a session is among the share that is tracked: the same answer in every tab and on every page. */
export const isSampled = (session: string, share = 1): boolean => +session.split('-')[0]! < share * 2 ** 32
