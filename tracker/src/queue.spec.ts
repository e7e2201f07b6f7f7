import type { Batch } from '@mouse-tracking/contract'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createQueue } from './queue.js'
import { openScope, type Scope } from './scope.js'
import type { Store } from './store.js'

/** What the server does with a request: an answer, or nothing but to hang up. */
type Answer = 202 | 400 | 429 | 503 | 'hang up'

const batch = (id: string): Batch => ({ v: 1, id, site: 's', visitor: 'v', session: 'n', views: [] })
const DAY = 86_400_000

const inflated = (body: ArrayBuffer) =>
  new Response(new Response(body).body!.pipeThrough(new DecompressionStream('gzip'))).text()

describe('createQueue', () => {
  /** The answers to come; 202 after them. */
  let answers: Answer[]
  /** Each request: what was asked, when, and how it was answered. */
  let asked: { id: string; sentAt: number; answer: Answer }[]
  let store: Store
  let errors: unknown[]
  let scope: Scope
  const beacons: string[] = []

  beforeAll(() => {
    let held: Promise<unknown> = Promise.resolve()
    vi.stubGlobal('navigator', {
      sendBeacon: (_: string, body: string) => beacons.push(body),
      locks: {
        request(_: string, work: () => Promise<void>) {
          held = held.then(work)
          return held
        },
      },
    })
    vi.stubGlobal('fetch', async (_: string, { body }: { body: string | ArrayBuffer }) => {
      const { id, sentAt } = JSON.parse(typeof body === 'string' ? body : await inflated(body))
      const answer = answers.shift() ?? 202
      asked.push({ id, sentAt, answer })
      if (answer === 'hang up') throw new TypeError('Failed to fetch')
      return new Response('{}', {
        status: answer,
        headers: answer === 429 ? { 'Retry-After': '90' } : undefined,
      })
    })
  })
  afterAll(() => void vi.unstubAllGlobals())
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_795_000_000_000, toFake: ['Date'] })
    begin()
  })
  afterEach(() => {
    scope.end()
    vi.useRealTimers()
  })

  const begin = () => {
    answers = []
    asked = []
    errors = []
    store = {}
    beacons.length = 0
    scope = openScope((error) => errors.push(error))
  }
  const open = () =>
    createQueue(
      { apiUrl: 'https://a.example/', wsUrl: '', site: 's', transport: 'http' },
      scope,
      store,
      'mt s ',
    )
  const later = (ms: number) => vi.setSystemTime(Date.now() + ms)
  const waiting = () => Object.keys(store).filter((key) => key.includes('queue'))

  it('keeps what is added until it is acknowledged', async () => {
    const queue = open()
    answers = ['hang up', 202]
    queue.open()
    queue.add(batch('a'))
    expect(waiting()).toHaveLength(1)
    await queue.flush()
    expect(waiting()).toHaveLength(asked.length === 2 ? 0 : 1)
    await queue.flush()
    expect(waiting()).toEqual([])
    expect(asked.map(({ id, answer }) => [id, answer])).toEqual([
      ['a', 'hang up'],
      ['a', 202],
    ])
    expect(errors).toEqual([])
  })

  it('loses nothing, and sends the oldest first, whatever the server answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Answer>(202, 400, 429, 503, 'hang up'), { maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        async (given, count) => {
          scope?.end()
          begin()
          answers = [...given]
          // Added by tabs that were closed before.
          const closed = open()
          const ids = Array.from({ length: count }, (_, index) => `b${index}`)
          for (const id of ids) {
            closed.add(batch(id))
            later(1)
          }
          const queue = open()
          queue.open()
          for (let round = 0; waiting().length > 0 && round < 20; round++) {
            await queue.flush()
            later(120_000)
          }
          const settled = asked.filter(({ answer }) => answer === 202 || answer === 400)
          expect(settled.map(({ id }) => id)).toEqual(ids)
          expect(errors).toHaveLength(settled.filter(({ answer }) => answer === 400).length)
          expect(waiting()).toEqual([])
        },
      ),
      { numRuns: 30 },
    )
  })

  it('waits for as long as the server says, and stamps each attempt anew', async () => {
    const queue = open()
    answers = [429]
    queue.open()
    queue.add(batch('a'))
    await queue.flush()
    expect(asked).toHaveLength(1)
    later(89_000)
    await queue.flush()
    expect(asked).toHaveLength(1)
    later(1_000)
    await queue.flush()
    expect(asked).toHaveLength(2)
    expect(asked[1]!.sentAt - asked[0]!.sentAt).toBeGreaterThanOrEqual(90_000)
  })

  it('drops what is over a week or a million characters, the oldest first, and says so', async () => {
    const closed = open()
    closed.add(batch('old'))
    later(7 * DAY + 1)
    for (const id of ['a', 'b', 'c']) {
      closed.add({ ...batch(id), views: [{ title: 'x'.repeat(400_000) }] as never })
      later(1)
    }
    beacons.length = 0
    const queue = open()
    queue.open()
    await queue.flush()
    expect(waiting()).toEqual([])
    expect(asked.map(({ id }) => id)).toEqual(['b', 'c'])
    expect(errors).toHaveLength(2)
  })

  it('leaves what belongs to other sites alone', async () => {
    store['mt other queue 1 x'] = '{}'
    const queue = open()
    queue.open()
    await queue.flush()
    expect(store).toEqual({ 'mt other queue 1 x': '{}' })
    expect(asked).toEqual([])
  })

  it('lets one beacon out for what cannot be kept', () => {
    store = new Proxy({} as Store, {
      set: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    })
    const queue = open()
    queue.add(batch('a'))
    expect(beacons.map((body) => JSON.parse(body).id)).toEqual(['a'])
  })
})
