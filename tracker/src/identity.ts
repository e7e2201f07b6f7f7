import type { Storage } from './storage.js'

/** Who is tracked: pseudonymous ids, shared by all tabs of the site. */
export interface Identity {
  readonly visitor: string
  readonly session: string
  /** Says that the visitor did something; true when this is (now) another session than before. */
  touch(): boolean
  /** Forgets visitor and session; the next touch makes new ones. */
  forget(): void
}

/** A session ends after this much silence (ms). */
const SILENCE = 30 * 60_000
/** Storage is read and written at most this often (ms). */
const TOUCH_INTERVAL = 1_000

const ID = /^[\w.:-]{1,64}$/

/** 128 random bits in hex. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte + 256).toString(16).slice(1)).join(
    '',
  )

/** Keeps `<visitor> <session> <last seen>` under `key`. */
export function createIdentity(storage: Storage, key: string, now = Date.now): Identity {
  let visitor = ''
  let session = ''
  let seen = 0
  let touched = 0

  return {
    get visitor() {
      return visitor
    },
    get session() {
      return session
    },
    touch() {
      const at = now()
      // `abs`: a clock that was set back must not stop the session from being kept alive.
      if (Math.abs(at - touched) < TOUCH_INTERVAL) return false
      touched = at
      const before = session
      const [storedVisitor = '', storedSession = '', storedSeen] = (storage.get(key) ?? '').split(' ')
      if (ID.test(storedVisitor) && ID.test(storedSession)) {
        visitor = storedVisitor
        session = storedSession
        seen = Number(storedSeen)
      }
      visitor ||= newId()
      if (!(at - seen <= SILENCE)) session = newId()
      seen = at
      storage.set(key, `${visitor} ${session} ${at}`)
      return session !== before
    },
    forget() {
      storage.remove(key)
      visitor = ''
      seen = touched = 0
    },
  }
}

/** Whether a session is among the share `rate` that is tracked: the same answer in every tab and on every page. */
export const isSampled = (session: string, rate: number): boolean =>
  Number.parseInt(session.slice(-8), 16) < rate * 2 ** 32
