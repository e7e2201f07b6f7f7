import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { batchOf, click } from './batches.js'
import { TestServer } from './server.js'

/** A client that hands out what it is sent, one message at a time. */
class LiveClient {
  readonly socket: WebSocket
  private readonly messages: any[] = []
  private waiting: ((message: any) => void)[] = []

  constructor(url: string) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/ws/reports`)
    this.socket.on('message', (data) => {
      const message = JSON.parse(data.toString())
      const next = this.waiting.shift()
      if (next) next(message)
      else this.messages.push(message)
    })
  }

  async say(...messages: object[]) {
    if (this.socket.readyState !== this.socket.OPEN) await once(this.socket, 'open')
    for (const message of messages) this.socket.send(JSON.stringify(message))
  }

  next(): Promise<any> {
    const message = this.messages.shift()
    return message ? Promise.resolve(message) : new Promise((resolve) => this.waiting.push(resolve))
  }

  /** The first message that fits; the ones before are passed over. */
  async until(fits: (message: any) => boolean): Promise<any> {
    for (;;) {
      const message = await this.next()
      if (fits(message)) return message
    }
  }
}

describe('live reports', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await TestServer.start()
  })
  afterAll(() => server.stop())

  const heatmap = { report: 'heatmap', params: { page: '/live', layer: 'click' } }
  const clicked = () => server.send(batchOf({}, { url: 'https://shop.example/live', events: [click(1)] }))

  it('come at once, and again when they have changed', async () => {
    const { body } = await server.admin('POST', '/api/sites/demo/tokens', {})
    const client = new LiveClient(server.url)
    await client.say({ token: body.token }, { subscribe: 'a', ...heatmap })
    expect(await client.next()).toMatchObject({ id: 'a', report: { page: '/live', total: 0 } })
    await clicked()
    expect(await client.until(({ report }) => report?.total === 1)).toMatchObject({
      id: 'a',
      report: { views: 1 },
    })
    client.socket.close()
  })

  it('end with unsubscribe, one by one', async () => {
    const client = new LiveClient(server.url)
    await client.say(
      { token: server.adminKey, site: 'demo' },
      { subscribe: 'a', ...heatmap },
      { subscribe: 'b', report: 'summary' },
    )
    const first = [await client.next(), await client.next()]
    expect(new Set(first.map(({ id }) => id))).toEqual(new Set(['a', 'b']))
    await client.say({ unsubscribe: 'a' })
    const views = first.find(({ id }) => id === 'b').report.total.clicks
    await clicked()
    const next = await client.until(({ report }) => report.total.clicks === views + 1)
    expect(next.id).toBe('b')
    client.socket.close()
  })

  it('need no site from the admin while there is only one, and a known one else', async () => {
    const client = new LiveClient(server.url)
    await client.say({ token: server.adminKey }, { subscribe: 'a', ...heatmap })
    expect(await client.next()).toMatchObject({ id: 'a', report: { page: '/live' } })
    await client.say({ subscribe: 'b', ...heatmap, site: 'nowhere' })
    expect(await client.next()).toMatchObject({
      id: 'b',
      error: { status: 404, type: expect.stringMatching(/\/unknown-site$/) },
    })
    await server.admin('POST', '/api/sites', { id: 'second' })
    await client.say({ subscribe: 'c', ...heatmap })
    expect(await client.next()).toMatchObject({ id: 'c', error: { status: 400, errors: [{ path: 'site' }] } })
    client.socket.close()
  })

  it('are for those who may read them', async () => {
    const client = new LiveClient(server.url)
    const closed = once(client.socket, 'close')
    await client.say({ subscribe: 'a', ...heatmap })
    expect(await client.next()).toMatchObject({ id: 'a', error: { status: 401 } })
    expect((await closed)[0]).toBe(4401)

    const forger = new LiveClient(server.url)
    await forger.say({ token: 'eyJhbGciOiJub25lIn0.eyJzaXRlIjoiZGVtbyJ9.' })
    expect(await forger.next()).toMatchObject({ error: { status: 401 } })
  })

  it('say what is wrong with a subscription', async () => {
    const client = new LiveClient(server.url)
    await client.say({ token: server.adminKey, site: 'demo' }, { subscribe: 'x', report: 'weather' })
    expect(await client.next()).toMatchObject({
      id: 'x',
      error: { status: 400, errors: [{ path: 'report' }] },
    })
    await client.say({ subscribe: 'y', report: 'heatmap', params: { page: '/', layer: 'hover' } })
    expect(await client.next()).toMatchObject({
      id: 'y',
      error: { status: 400, errors: [{ path: 'layer' }] },
    })
    client.socket.close()
  })
})

it('drops a client that does not take its live reports, and no other', async () => {
  const server = await TestServer.start()
  try {
    const tall = { url: 'https://shop.example/tall', page: [1440, 100_000] as [number, number] }
    await server.send(batchOf({ session: 'tall' }, { ...tall, id: 'tall' }))
    await server.report('summary')
    // Of 10,000 rows, and read anew with each subscription.
    const scroll = { report: 'heatmap', params: { page: '/tall', layer: 'scroll' } }
    const connections = async () => {
      const { body } = await server.request('GET', '/metrics')
      return Number(/websocket_connections\{path="\/ws\/reports"\} (\d+)/.exec(body)?.[1] ?? 0)
    }
    const slow = new LiveClient(server.url)
    const closed = once(slow.socket, 'close')
    slow.socket.on('error', () => {})
    await slow.say({ token: server.adminKey, site: 'demo' }, { subscribe: '0', ...scroll })
    expect((await slow.next()).report.bands).toHaveLength(10_000)
    const quick = new LiveClient(server.url)
    await quick.say({ token: server.adminKey, site: 'demo' })
    slow.socket.pause()
    let asked = 0
    while ((await connections()) === 2) {
      for (let i = 0; i < 40; i++) slow.socket.send(JSON.stringify({ subscribe: `${i}`, ...scroll }))
      await quick.say({ subscribe: `${++asked}`, ...scroll })
      expect(await quick.next()).toMatchObject({ id: `${asked}`, report: { rows: 10_000 } })
      await quick.say({ unsubscribe: `${asked}` })
    }
    slow.socket.resume()
    await closed
    expect(await connections()).toBe(1)
    quick.socket.close()
  } finally {
    await server.stop()
  }
})
