import { once } from 'node:events'
import { gzipSync } from 'node:zlib'
import { type Batch, LIMITS, type TrackedEvent } from '@mouse-tracking/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { batchOf, click, viewOf } from './batches.js'
import { TestServer } from './server.js'

const HOUR = 3_600_000
const custom = (t: number, changes: object = {}): TrackedEvent => ({
  type: 'custom',
  t,
  name: 'n',
  ...changes,
})
const many = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n))
const x = (count: number) => 'x'.repeat(count)
const points = (count: number): TrackedEvent => ({ type: 'move', points: new Array(count * 3).fill(1) })
const form = (changes: object): TrackedEvent => ({
  type: 'form',
  t: 1,
  action: 'focus',
  form: '#f',
  ...changes,
})

describe('the bounds of a batch', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await TestServer.start()
  })
  afterAll(() => server.stop())

  it.each<[string, Batch, number]>([
    ['50 views', batchOf({ views: many(50, (n) => viewOf({ id: `v${n}` })) }), 0],
    [
      '5,000 events in several views',
      batchOf({
        views: many(2, (n) => viewOf({ id: `v${n}`, events: many(2_500, (t) => custom(t)) })),
      }),
      5_000,
    ],
    ['20,000 move points', batchOf({}, { events: [points(12_000), points(8_000)] }), 2],
    ['ids of 64 characters', batchOf({ id: x(64), visitor: 'aZ09._:-', session: '-' }), 0],
    ['a text of 64 characters', batchOf({}, { events: [click(1, { text: x(64) })] }), 1],
    [
      'strings of 2,048 characters',
      batchOf(
        {},
        {
          url: `https://shop.example/${x(2_027)}`,
          title: x(2_048),
          referrer: x(2_048),
          events: [
            click(1, { selector: x(2_048) }),
            { ...(click(1) as object), type: 'error', message: x(2_048) } as TrackedEvent,
            form({ form: x(2_048), field: x(2_048) }),
            custom(1, { props: { [x(2_048)]: x(2_048) } }),
          ],
        },
      ),
      4,
    ],
    [
      '32 props of every type, and a name of 64 characters',
      batchOf(
        {},
        {
          events: [
            custom(1, {
              name: x(64),
              props: Object.fromEntries(many(32, (n) => [`p${n}`, [true, -1.5e300, ''][n % 3]])),
            }),
          ],
        },
      ),
      1,
    ],
    [
      'an event just under a day ahead',
      batchOf({}, { startedAt: Date.now(), events: [click(23 * HOUR)] }),
      1,
    ],
    ['an event of 1970', batchOf({}, { startedAt: 0, events: [click(0)] }), 1],
    [
      'a view id twice with another url',
      batchOf({ views: [viewOf({ startedAt: 1 }), viewOf({ startedAt: 1, url: 'https://shop.example/b' })] }),
      0,
    ],
    [
      'a page that was open for 60 days',
      batchOf(
        {},
        {
          startedAt: Date.now() - 60 * 24 * HOUR,
          events: [
            click(60 * 24 * HOUR),
            { type: 'move', points: [59 * 24 * HOUR, 1, 1, 40 * 24 * HOUR, 0, 0] },
          ],
        },
      ),
      2,
    ],
    [
      'a rest that will last for days',
      batchOf({}, { startedAt: Date.now(), events: [{ type: 'scroll', t: 0, top: 0, ms: 72 * HOUR }] }),
      1,
    ],
    [
      'places outside of the page',
      batchOf({}, { events: [click(0, { x: -5, y: -5 }), { type: 'scroll', t: 0, top: -50, ms: 0 }] }),
      2,
    ],
  ])('hold %s', async (_, batch, accepted) => {
    expect(await server.send(batch)).toMatchObject({ status: 202, body: { accepted } })
  })

  it.each<[string, Batch, string]>([
    ['51 views', batchOf({ views: many(51, (n) => viewOf({ id: `v${n}` })) }), 'views'],
    [
      '5,001 events in several views',
      batchOf({
        views: many(3, (n) => viewOf({ id: `v${n}`, events: many(1_667, (t) => custom(t)) })),
      }),
      'views',
    ],
    ['20,001 move points in all', batchOf({}, { events: [points(12_000), points(8_001)] }), 'views'],
    ['an id of 65 characters', batchOf({ id: x(65) }), 'id'],
    ['an empty visitor', batchOf({ visitor: '' }), 'visitor'],
    ['a session with a space', batchOf({ session: 'a b' }), 'session'],
    [
      'a text of 65 characters',
      batchOf({}, { events: [click(1, { text: x(65) })] }),
      'views.0.events.0.text',
    ],
    [
      'a selector of 2,049 characters',
      batchOf({}, { events: [click(1, { selector: x(2_049) })] }),
      'views.0.events.0.selector',
    ],
    ['a url of 2,049 characters', batchOf({}, { url: `https://shop.example/${x(2_028)}` }), 'views.0.url'],
    [
      '33 props',
      batchOf({}, { events: [custom(1, { props: Object.fromEntries(many(33, (n) => [`p${n}`, n])) })] }),
      'views.0.events.0.props',
    ],
    [
      'a name without characters',
      batchOf({}, { events: [custom(1, { name: '' })] }),
      'views.0.events.0.name',
    ],
    [
      'a negative ms',
      batchOf({}, { events: [{ type: 'scroll', t: 0, top: 0, ms: -1 }] }),
      'views.0.events.0.ms',
    ],
    [
      'a negative t of a move',
      batchOf({}, { events: [{ type: 'move', points: [-1, 0, 0] }] }),
      'views.0.events.0.points',
    ],
    [
      'an event more than a day ahead',
      batchOf({}, { startedAt: Date.now(), events: [click(0), click(25 * HOUR)] }),
      'views.0.events.1.t',
    ],
    [
      'an event that a slow clock puts more than a day ahead',
      batchOf({ sentAt: Date.now() - 2 * HOUR }, { startedAt: Date.now(), events: [click(23 * HOUR)] }),
      'views.0.events.0.t',
    ],
  ])('do not hold %s', async (_, batch, path) => {
    const { status, body } = await server.send(batch)
    expect(status).toBe(400)
    expect(body.errors.map((error: { path: string }) => error.path)).toContain(path)
  })

  it('hold an event that a fast clock puts more than a day ahead', async () => {
    const batch = batchOf({ sentAt: Date.now() + 48 * HOUR }, { startedAt: Date.now() + 48 * HOUR })
    expect(await server.send(batch)).toMatchObject({ status: 202 })
  })

  it('names every bad field at once', async () => {
    const view = viewOf({ viewport: [0, 900], events: [click(-1), custom(1, { name: x(65) })] })
    const { body } = await server.send(batchOf({ session: '', views: [view] }))
    expect(body.errors.map((error: { path: string }) => error.path).sort()).toEqual([
      'session',
      'views.0.events.0.t',
      'views.0.events.1.name',
      'views.0.viewport.0',
    ])
  })

  /** A batch as JSON of this many bytes. */
  function ofBytes(bytes: number, id: string): string {
    const events = many(520, (t) => custom(t, { props: { a: x(1_000), b: x(900) } }))
    const text = JSON.stringify(batchOf({ id }, { events }))
    expect(bytes).toBeGreaterThan(text.length)
    return text + ' '.repeat(bytes - text.length)
  }

  it('are 1 MiB, to the byte, inflated', async () => {
    const post = (body: string | Uint8Array, headers: object = {}) =>
      server.request('POST', '/api/tracking/events', body, { 'content-type': 'text/plain', ...headers })
    const gzip = { 'content-encoding': 'gzip' }
    expect((await post(ofBytes(LIMITS.batchBytes, 'mib-1'))).status).toBe(202)
    expect((await post(gzipSync(ofBytes(LIMITS.batchBytes, 'mib-2')), gzip)).status).toBe(202)
    expect((await post(ofBytes(LIMITS.batchBytes + 1, 'mib-3'))).status).toBe(413)
    expect((await post(gzipSync(ofBytes(LIMITS.batchBytes + 1, 'mib-4')), gzip)).status).toBe(413)
  })

  it('are the same over the WebSocket, where a repeat is acknowledged too', async () => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/tracking`)
    await once(socket, 'open')
    const answerTo = async (text: string) => {
      socket.send(text)
      const [data] = await once(socket, 'message')
      return JSON.parse(String(data))
    }
    expect(await answerTo(ofBytes(LIMITS.batchBytes, 'ws-1'))).toEqual({ ack: 'ws-1' })
    expect(await answerTo(ofBytes(LIMITS.batchBytes, 'ws-1'))).toEqual({ ack: 'ws-1' })
    expect(await answerTo(ofBytes(LIMITS.batchBytes + 1, 'ws-2'))).toMatchObject({ error: { status: 413 } })
    expect(await answerTo(JSON.stringify(batchOf({ id: 'ws-3', site: 'nowhere' })))).toMatchObject({
      id: 'ws-3',
      error: { status: 404, type: expect.stringMatching(/\/unknown-site$/) },
    })
    socket.close()
  })

  it('are of one site: another site knows nothing of its batch ids', async () => {
    for (const id of ['one', 'other']) await server.admin('POST', '/api/sites', { id })
    const batch = batchOf({ id: 'same' }, { events: [click(1)] })
    for (const site of ['one', 'other', 'one'])
      expect(await server.send({ ...batch, site })).toMatchObject({ status: 202, body: { accepted: 1 } })
    for (const site of ['one', 'other'])
      expect((await server.report('summary', site)).total).toMatchObject({ views: 1, clicks: 1 })
  })
})
