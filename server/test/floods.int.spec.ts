import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { batchOf, viewOf } from './batches.js'
import { TestServer } from './server.js'

// A mebibyte of which everything is wrong.
let server: TestServer
beforeAll(async () => {
  server = await TestServer.start()
})
afterAll(() => server.stop())

const many = <T>(count: number, entry: (n: number) => T) => Array.from({ length: count }, (_, n) => entry(n))
const withEvents = (events: unknown) => batchOf({ views: [viewOf({ events: events as [] })] })
const propsOf = (count: number) => Object.fromEntries(many(count, (n) => [`k${n}`, null]))

it.each<[string, string, unknown]>([
  ['views', '/api/tracking/events', batchOf({ views: many(340_000, () => ({})) as [] })],
  ['events', '/api/tracking/events', withEvents(many(340_000, () => ({})))],
  ['move points', '/api/tracking/events', withEvents([{ type: 'move', points: many(250_000, () => 1.5) }])],
  [
    'props',
    '/api/tracking/events',
    withEvents([{ type: 'custom', t: 0, name: 'n', props: propsOf(60_000) }]),
  ],
  [
    'props of many events',
    '/api/tracking/events',
    withEvents(many(2_500, () => ({ type: 'custom', t: 0, name: 'n', props: propsOf(32) }))),
  ],
  [
    'fields',
    '/api/tracking/events',
    withEvents(many(5_000, () => ({ type: 'click', t: -1, x: '', y: null }))),
  ],
  ['origins', '/api/sites', { id: 'flood', origins: many(500_000, () => 0) }],
  ['page rules', '/api/sites', { id: 'flood', pageRules: many(500_000, () => 0) }],
  ['unknown keys', '/api/sites', { id: 'flood', ...propsOf(60_000) }],
  ['one long key', '/api/sites', { id: 'flood', ['k'.repeat(1_000_000)]: 1 }],
  ['steps', '/api/sites/demo/funnel', { steps: many(500_000, () => 0) }],
  [
    'props of a step',
    '/api/sites/demo/funnel',
    { steps: [{ page: '/' }, { event: 'n', props: propsOf(60_000) }] },
  ],
])('refuses %s briefly', async (_, path, body) => {
  const { status, body: problem } = await server.admin('POST', path, body)
  expect(status, JSON.stringify(problem)).toBe(400)
  expect(problem.detail).toMatch(/is not valid/)
  expect(JSON.stringify(problem).length).toBeLessThan(100_000)
})

it('hears out what is too large, so that its sender hears the answer', async () => {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  const length = 8 * 1_048_576
  socket.write(
    `POST /api/tracking/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`,
  )
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1\.1 413 .*problem\+json/s)
  // All of it is taken, and the next request on the same connection too.
  socket.write(Buffer.alloc(length, 0x20))
  socket.write('GET /api/health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
  let next = ''
  for await (const part of socket) next += part
  expect(next).toMatch(/^HTTP\/1\.1 200 /)
})

it('takes no sender that hangs up halfway for a store that does not answer', async () => {
  const other = await TestServer.start()
  const socket = connect(Number(new URL(other.url).port), '127.0.0.1')
  const head =
    'POST /api/tracking/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9'
  socket.write(`${head}\r\nexpect: 100-continue\r\n\r\n`)
  await once(socket, 'data') // The server waits for the body.
  socket.write('{')
  socket.destroy()
  await once(socket, 'close')
  // What comes after it is answered after it was given up.
  for (let i = 0; i < 20; i++) await other.admin('GET', '/api/sites')
  await other.stop()
  expect(other.log).toContain('http://')
  expect(other.log).not.toContain('"level"')
})
