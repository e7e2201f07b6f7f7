import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { batchOf, click, viewOf } from './batches.js'
import { TestServer } from './server.js'

describe('ingest', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await TestServer.start()
  })
  afterAll(() => server.stop())

  const post = (body: string | Uint8Array, headers: Record<string, string>) =>
    server.request('POST', '/api/tracking/events', body, headers)

  it('takes JSON, text/plain and gzip', async () => {
    const batch = () => JSON.stringify(batchOf({}, { url: 'https://shop.example/taken', events: [click(1)] }))
    for (const answer of [
      await post(batch(), { 'content-type': 'application/json' }),
      await post(batch(), { 'content-type': 'text/plain;charset=UTF-8' }),
      await post(gzipSync(batch()), { 'content-type': 'application/json', 'content-encoding': 'gzip' }),
    ]) {
      expect(answer.status).toBe(202)
      expect(answer.body).toEqual({ accepted: 1 })
    }
    const { total } = await server.report('heatmap?page=/taken&layer=click')
    expect(total).toBe(3)
  })

  it('answers a repeat as the first, and the first body stands', async () => {
    const first = batchOf({}, { url: 'https://shop.example/repeat', events: [click(1), click(2)] })
    expect((await server.send(first)).body).toEqual({ accepted: 2 })
    const other = { ...first, views: [{ ...first.views[0]!, events: [click(3)] }] }
    expect(await server.send(other)).toMatchObject({ status: 202, body: { accepted: 2 } })
    expect((await server.report('heatmap?page=/repeat&layer=click')).total).toBe(2)
  })

  it('counts a view without events as a page view', async () => {
    await server.send(batchOf({}, { id: 'silent', url: 'https://shop.example/silent' }))
    expect(await server.report('heatmap?page=/silent&layer=click')).toMatchObject({
      views: 1,
      total: 0,
      points: [],
    })
  })

  const long = 'x'.repeat(2_049)
  const malformed: [string, unknown, string][] = [
    ['a wrong version', batchOf({ v: 2 as 1 }), 'v'],
    ['an id with a slash', batchOf({ id: 'a/b' }), 'id'],
    ['a missing session', batchOf({ session: undefined as never }), 'session'],
    ['no views', batchOf({ views: [] }), 'views'],
    [
      'a view listed twice',
      batchOf({ views: [viewOf({ startedAt: 1 }), viewOf({ startedAt: 1 })] }),
      'views.1.id',
    ],
    ['a viewport of one number', batchOf({}, { viewport: [1440] as never }), 'views.0.viewport'],
    ['a negative t', batchOf({}, { events: [click(-1)] }), 'views.0.events.0.t'],
    ['a fractional x', batchOf({}, { events: [click(1), click(2, { x: 1.5 })] }), 'views.0.events.1.x'],
    ['half a point', batchOf({}, { events: [{ type: 'move', points: [1, 2] }] }), 'views.0.events.0.points'],
    [
      'a negative dt',
      batchOf({}, { events: [{ type: 'move', points: [1, 2, 3, -1, 0, 0] }] }),
      'views.0.events.0.points',
    ],
    ['an unknown event', batchOf({}, { events: [{ type: 'hover' } as never] }), 'views.0.events.0.type'],
    [
      'an offset past 1',
      batchOf({}, { events: [click(1, { offset: [0.5, 2] })] }),
      'views.0.events.0.offset.1',
    ],
    ['a long text', batchOf({}, { title: long }), 'views.0.title'],
    [
      'a long name',
      batchOf({}, { events: [{ type: 'custom', t: 1, name: 'n'.repeat(65) }] }),
      'views.0.events.0.name',
    ],
    [
      'a nested prop',
      batchOf({}, { events: [{ type: 'custom', t: 1, name: 'n', props: { a: {} } as never }] }),
      'views.0.events.0.props.a',
    ],
    ['an event a day ahead', batchOf({}, { startedAt: Date.now() + 90_000_000 }), 'views.0.startedAt'],
    [
      'too many events',
      batchOf({}, { events: Array.from({ length: 5_001 }, (_, t) => ({ type: 'custom', t, name: 'n' })) }),
      'views.0.events',
    ],
    [
      'too many points',
      batchOf({}, { events: [{ type: 'move', points: new Array<number>(60_003).fill(1) }] }),
      'views',
    ],
  ]
  it.each(malformed)('refuses %s by its path, whole', async (_, batch, path) => {
    const { status, headers, body } = await server.send(batch)
    expect(status).toBe(400)
    expect(headers.get('content-type')).toContain('application/problem+json')
    expect(body).toMatchObject({ status: 400, title: expect.any(String), detail: expect.any(String) })
    expect(body.errors.map((error: { path: string }) => error.path)).toContain(path)
  })

  it('leaves no trace of what it refused', async () => {
    const page = 'https://shop.example/refused'
    const good = viewOf({ id: 'good', url: page, events: [click(1)] })
    const bad = viewOf({ id: 'bad', url: page, events: [click(-1)] })
    expect((await server.send(batchOf({ views: [good, bad] }))).status).toBe(400)
    expect(await server.report('heatmap?page=/refused&layer=click')).toMatchObject({
      views: 0,
      total: 0,
      rows: 0,
    })
    expect((await server.report('pages?search=refused')).pages).toEqual([])
  })

  it.each([
    ['no JSON', '{', { 'content-type': 'application/json' }, 400],
    ['wrong UTF-8', Buffer.from([0x22, 0xff, 0x22]), { 'content-type': 'application/json' }, 400],
    [
      'a broken gzip',
      Buffer.from('nope'),
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      400,
    ],
    ['another type', '<batch/>', { 'content-type': 'application/xml' }, 415],
    ['another encoding', 'x', { 'content-type': 'application/json', 'content-encoding': 'br' }, 415],
    ['a large body', 'x'.repeat(1_048_577), { 'content-type': 'application/json' }, 413],
    [
      'a gzip bomb',
      gzipSync('x'.repeat(50_000_000)),
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      413,
    ],
  ])('answers %s with a problem', async (_, body, headers, status) => {
    const answer = await post(body, headers as unknown as Record<string, string>)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.body.status).toBe(status)
  })

  it('knows its sites', async () => {
    const { status, body } = await server.send(batchOf({ site: 'nowhere' }))
    expect(status).toBe(404)
    expect(body.type).toMatch(/\/unknown-site$/)
  })

  it('takes events from the origins of a site only, where it has a list', async () => {
    await server.admin('POST', '/api/sites', { id: 'strict', origins: ['https://shop.example'] })
    const send = (origin?: string) =>
      post(JSON.stringify(batchOf({ site: 'strict' })), {
        'content-type': 'application/json',
        ...(origin && { origin }),
      })
    expect((await send('https://shop.example')).status).toBe(202)
    expect((await send('https://evil.example')).status).toBe(403)
    expect((await send()).status).toBe(403)
  })

  it('moves event time by a clock skew of more than a minute', async () => {
    const dayBefore = Date.now() - 86_400_000 * 3
    await server.send(
      batchOf({ sentAt: dayBefore }, { url: 'https://shop.example/skewed', startedAt: dayBefore - 5_000 }),
    )
    await server.send(
      batchOf(
        { sentAt: Date.now() - 30_000 },
        { id: 'b', url: 'https://shop.example/skewed', startedAt: dayBefore },
      ),
    )
    const today = new Date(Date.now() - 5_000).toISOString().slice(0, 10)
    expect((await server.report(`heatmap?page=/skewed&from=${today}`)).views).toBe(1)
    expect((await server.report('heatmap?page=/skewed')).views).toBe(2)
  })

  it('names the batch in an error over the WebSocket, and goes on', async () => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/tracking`)
    const answers: any[] = []
    const good = batchOf()
    await new Promise<void>((resolve) => {
      socket.on('open', () => {
        socket.send('nonsense')
        socket.send(JSON.stringify(batchOf({ id: 'bad', v: 3 as 1 })))
        socket.send(JSON.stringify(good))
      })
      socket.on('message', (data) => {
        if (answers.push(JSON.parse(data.toString())) === 3) resolve()
      })
    })
    socket.close()
    expect(answers.find(({ ack }) => ack === good.id)).toEqual({ ack: good.id })
    expect(answers.find(({ id }) => id === 'bad')).toMatchObject({
      error: { status: 400, errors: [{ path: 'v' }] },
    })
    expect(answers.filter(({ error, id }) => error && id === undefined)).toHaveLength(1)
  })
})
