import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type WebSocket as Socket, WebSocket, WebSocketServer } from 'ws'
import { backoff } from './backoff.js'
import { createLiveConnection, type LiveConnection } from './liveConnection.js'
import { createTokenSource } from './tokenSource.js'

interface Message {
  token?: string
  site?: string
  subscribe?: string
  unsubscribe?: string
  report?: string
  params?: unknown
}

let server: WebSocketServer
let sockets: Socket[]
let received: Message[]
/** What the server does with a message. */
let answer: (message: Message, socket: Socket) => void
let stops: (() => void)[]

beforeEach(async () => {
  vi.stubGlobal('WebSocket', WebSocket)
  sockets = []
  received = []
  stops = []
  answer = () => {}
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/ws/reports' })
  server.on('connection', (socket) => {
    sockets.push(socket)
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message
      received.push(message)
      answer(message, socket)
    })
  })
  await new Promise((resolve) => server.once('listening', resolve))
})

afterEach(() => {
  for (const stop of stops) stop()
  for (const socket of sockets) socket.terminate()
  server.close()
  vi.unstubAllGlobals()
})

function connect(getToken = () => 'key'): LiveConnection {
  const { port } = server.address() as AddressInfo
  const url = () => `ws://127.0.0.1:${port}/ws/reports`
  const live = createLiveConnection(url, 'demo', createTokenSource(getToken), () => 0)
  return {
    ...live,
    subscribe(...subscription) {
      const stop = live.subscribe(...subscription)
      stops.push(stop)
      return stop
    },
  }
}

const reportAll = ({ subscribe, report }: Message, socket: Socket) => {
  if (subscribe) socket.send(JSON.stringify({ id: subscribe, report: { of: report } }))
}

test('says who it is, then asks, and hands reports to who asked', async () => {
  answer = reportAll
  const live = connect()
  const pages = vi.fn()
  const summary = vi.fn()
  live.subscribe('pages', { limit: 5 }, pages, vi.fn())
  live.subscribe('summary', {}, summary, vi.fn())
  await expect.poll(() => summary).toHaveBeenCalledWith({ of: 'summary' })
  expect(pages).toHaveBeenCalledWith({ of: 'pages' })
  expect(received).toEqual([
    { token: 'key', site: 'demo' },
    { subscribe: '1', report: 'pages', params: { limit: 5 } },
    { subscribe: '2', report: 'summary', params: {} },
  ])
  expect(sockets).toHaveLength(1)
  expect(live.status()).toBe('live')
})

test('comes back when the connection breaks, and asks for all again', async () => {
  answer = reportAll
  const live = connect()
  const statuses: string[] = []
  live.onStatus(() => statuses.push(live.status()))
  const pages = vi.fn()
  live.subscribe('pages', {}, pages, vi.fn())
  await expect.poll(() => pages).toHaveBeenCalledTimes(1)
  sockets[0]?.terminate()
  await expect.poll(() => pages).toHaveBeenCalledTimes(2)
  expect(sockets).toHaveLength(2)
  expect(statuses).toEqual(['connecting', 'live', 'connecting', 'live'])
})

test('gets a new token when the one it has is refused', async () => {
  let n = 0
  answer = (message, socket) => {
    if (message.token === 'old1') {
      socket.send(
        JSON.stringify({
          error: { type: 'about:blank', title: 'Unauthorized', status: 401, detail: 'Expired.' },
        }),
      )
      socket.close()
    } else reportAll(message, socket)
  }
  const live = connect(() => (n++ === 0 ? 'old1' : 'new2'))
  const pages = vi.fn()
  live.subscribe('pages', {}, pages, vi.fn())
  await expect.poll(() => pages).toHaveBeenCalled()
  expect(received.map(({ token }) => token).filter(Boolean)).toEqual(['old1', 'new2'])
})

test('brings the next token before the one it has expires', async () => {
  answer = reportAll
  const jwt = (seconds: number) =>
    `h.${Buffer.from(JSON.stringify({ exp: Date.now() / 1000 + seconds })).toString('base64url')}.s`
  let n = 0
  const live = connect(() => jwt(n++ === 0 ? 0.2 : 900))
  live.subscribe('pages', {}, vi.fn(), vi.fn())
  await expect.poll(() => received.filter(({ token }) => token)).toHaveLength(2)
  expect(sockets).toHaveLength(1)
  expect(received[0]?.token).not.toBe(received.at(-1)?.token)
})

test('tells an error to the one that it is for', async () => {
  answer = ({ subscribe, report }, socket) => {
    if (!subscribe) return
    const bad = { type: 'about:blank', title: 'Bad', status: 400, detail: 'page is missing' }
    socket.send(
      JSON.stringify(report === 'heatmap' ? { id: subscribe, error: bad } : { id: subscribe, report: {} }),
    )
  }
  const live = connect()
  const refused = vi.fn()
  const fine = vi.fn()
  const summary = vi.fn()
  live.subscribe('heatmap', { page: '' }, vi.fn(), refused)
  live.subscribe('summary', {}, summary, fine)
  await expect.poll(() => summary).toHaveBeenCalled()
  expect(refused).toHaveBeenCalledWith(expect.objectContaining({ status: 400, message: 'page is missing' }))
  expect(fine).not.toHaveBeenCalled()
})

test('lets go of a report, and of the connection with the last one', async () => {
  answer = reportAll
  const live = connect()
  const pages = vi.fn()
  const stop = live.subscribe('pages', {}, pages, vi.fn())
  await expect.poll(() => pages).toHaveBeenCalled()
  stop()
  await expect.poll(() => received.at(-1)).toEqual({ unsubscribe: '1' })
  await expect.poll(() => live.status()).toBe('off')
  await expect.poll(() => sockets[0]?.readyState).toBe(WebSocket.CLOSED)
})

test('survives what is not JSON', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  answer = ({ subscribe }, socket) => {
    if (!subscribe) return
    socket.send('<html>')
    socket.send(JSON.stringify({ id: subscribe, report: {} }))
  }
  const pages = vi.fn()
  const failed = vi.fn()
  connect().subscribe('pages', {}, pages, failed)
  await expect.poll(() => pages).toHaveBeenCalled()
  expect(failed).toHaveBeenCalled()
})

test('tries come further and further apart, to half a minute', () => {
  const waits = Array.from({ length: 8 }, (_, attempt) => backoff(attempt, () => 1))
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  expect(backoff(3, () => 0)).toBe(4_000)
})
