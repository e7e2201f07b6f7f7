import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createIdentity, isSampled, newId } from './identity.js'
import type { Store } from './store.js'

const MINUTE = 60_000
const START = 1_795_000_000_000

describe('createIdentity', () => {
  beforeEach(() => void vi.useFakeTimers({ now: START, toFake: ['Date'] }))
  afterEach(() => void vi.useRealTimers())
  const later = (ms: number) => vi.setSystemTime(Date.now() + ms)
  const open = (store: Store) => {
    const identity = createIdentity(store, 'id')
    identity.touch()
    return identity
  }

  it('goes on with a session for as long as no silence lasts 30 minutes', () => {
    const identity = open({})
    const { session } = identity
    for (let i = 0; i < 10; i++) {
      later(30 * MINUTE - 1)
      expect(identity.touch()).toBe(false)
    }
    expect(identity.session).toBe(session)
    later(30 * MINUTE)
    expect(identity.touch()).toBe(true)
    expect(identity.session).not.toBe(session)
  })

  it('keeps the visitor when the session ends', () => {
    const identity = open({})
    const { visitor } = identity
    later(24 * 60 * MINUTE)
    identity.touch()
    expect(identity.visitor).toBe(visitor)
  })

  it('shares visitor and session between tabs, which keep each other awake', () => {
    const store: Store = {}
    const [one, other] = [open(store), open(store)]
    expect([other.visitor, other.session]).toEqual([one.visitor, one.session])
    later(20 * MINUTE)
    one.touch()
    later(20 * MINUTE)
    expect(other.touch()).toBe(false)
    expect(other.session).toBe(one.session)
  })

  it('joins the session that another tab has begun', () => {
    const store: Store = {}
    const [one, other] = [open(store), open(store)]
    later(31 * MINUTE)
    one.touch()
    later(2_000)
    expect(other.touch()).toBe(true)
    expect(other.session).toBe(one.session)
  })

  it('writes at most once a second', () => {
    const store: Store = {}
    const identity = open(store)
    const written = store.id
    later(999)
    identity.touch()
    expect(store.id).toBe(written)
    later(1)
    identity.touch()
    expect(store.id).not.toBe(written)
  })

  it('lives through a clock that is set back', () => {
    const identity = open({})
    const { session } = identity
    later(-5 * 24 * 60 * MINUTE)
    expect(identity.touch()).toBe(false)
    expect(identity.session).toBe(session)
  })

  it('is known by memory alone where nothing can be stored', () => {
    const full = new Proxy({} as Store, {
      set: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    })
    const identity = open(full)
    const { visitor, session } = identity
    later(10 * MINUTE)
    expect(identity.touch()).toBe(false)
    expect([identity.visitor, identity.session]).toEqual([visitor, session])
  })
})

describe('newId', () => {
  it('is another each time, of the form that the contract takes', () => {
    const ids = Array.from({ length: 1_000 }, newId)
    expect(new Set(ids).size).toBe(1_000)
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9._:-]{1,64}$/)
  })
})

describe('isSampled', () => {
  it('takes about the share, all or none, and the same session each time', () => {
    const ids = Array.from({ length: 4_000 }, newId)
    const taken = ids.filter((id) => isSampled(id, 0.25))
    expect(taken.length).toBeGreaterThan(800)
    expect(taken.length).toBeLessThan(1_200)
    expect(taken.every((id) => isSampled(id, 0.25) && isSampled(id, 0.5))).toBe(true)
    expect(ids.every((id) => isSampled(id) && !isSampled(id, 0))).toBe(true)
  })
})
