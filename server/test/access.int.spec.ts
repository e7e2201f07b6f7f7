import { once } from 'node:events'
import { connect } from 'node:net'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { batchOf } from './batches.js'
import { TestServer } from './server.js'

let server: TestServer
let secret: string
beforeAll(async () => {
  server = await TestServer.start()
  secret = (await server.admin('POST', '/api/sites', { id: 'shop' })).body.secret
})
afterAll(() => server.stop())

it('ends what a token opened when its secret is made anew, live reports too', async () => {
  const token = await new SignJWT({ site: 'shop', scope: 'reports' })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('15m')
    .sign(new TextEncoder().encode(secret))
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/reports`)
  const closed = once(socket, 'close')
  await once(socket, 'open')
  socket.send(JSON.stringify({ token }))
  socket.send(JSON.stringify({ subscribe: 'a', report: 'summary' }))
  await once(socket, 'message')
  await server.admin('POST', '/api/sites/shop/secret')
  // The next change is not for it any more.
  await server.send(batchOf({ site: 'shop' }))
  expect((await closed)[0]).toBe(4401)
})

it('answers what is no request with a problem', async () => {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.end('nonsense\r\n\r\n')
  let answer = ''
  for await (const part of socket) answer += part
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/)
  expect((await server.request('GET', '/api/%zz')).headers.get('content-type')).toMatch('problem+json')
})

it('lets pages of every origin read its answers, refusals among them', async () => {
  await server.admin('PATCH', '/api/sites/shop', { origins: ['https://shop.example'] })
  const post = (origin: string) =>
    server.request('POST', '/api/tracking/events', batchOf({ site: 'shop', id: origin.slice(8) }), { origin })
  const answers = [await post('https://shop.example'), await post('https://evil.example')]
  expect(answers.map(({ status }) => status)).toEqual([202, 403])
  const paths = ['/api/sites/shop/summary', '/nowhere', '/api/%zz']
  for (const path of paths)
    answers.push(await server.request('GET', path, undefined, { origin: 'https://a.example' }))
  for (const { headers } of answers) {
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-allow-credentials')).toBeNull()
  }
  const { status, headers } = await server.request('OPTIONS', '/api/sites/shop/funnel', undefined, {
    origin: 'https://admin.example',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization, content-type',
  })
  expect(status).toBe(204)
  expect(headers.get('access-control-allow-methods')).toMatch(/POST/)
  expect(headers.get('access-control-allow-headers')).toMatch(/authorization, content-type/)
})

it('holds a WebSocket to the origins of a site as well', async () => {
  const answerFrom = async (origin: string, id: string) => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/tracking`, { origin })
    await once(socket, 'open')
    socket.send(JSON.stringify(batchOf({ site: 'shop', id })))
    const [data] = await once(socket, 'message')
    socket.close()
    return JSON.parse(String(data))
  }
  expect(await answerFrom('https://shop.example', 'a')).toEqual({ ack: 'a' })
  expect(await answerFrom('https://evil.example', 'b')).toMatchObject({ id: 'b', error: { status: 403 } })
})
