import { once } from 'node:events'
import { connect } from 'node:net'
import { SignJWT, UnsecuredJWT } from 'jose'
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

/** A token as a host's own back end signs it. */
const signed = (claims: object, key: string, exp: number | string | null = '15m', alg = 'HS256') => {
  const token = new SignJWT({ ...claims }).setProtectedHeader({ alg })
  return (exp === null ? token : token.setExpirationTime(exp)).sign(new TextEncoder().encode(key))
}
const SHOP = { site: 'shop', scope: 'reports' }
const ask = async (token: string, path = '/api/sites/shop/summary', method = 'GET') =>
  (await server.request(method, path, undefined, { authorization: `Bearer ${token}` })).status

it('takes a token that the host signed with the secret, and no other', async () => {
  expect(await ask(await signed(SHOP, secret))).toBe(200)
  expect(await ask(await signed(SHOP, secret), '/api/sites/demo/summary')).toBe(403)
  expect(await ask(await signed({ ...SHOP, scope: 'admin' }, secret))).toBe(403)
  const forged = {
    unsigned: new UnsecuredJWT(SHOP).setExpirationTime('15m').encode(),
    signedOtherwise: await signed(SHOP, 'x'.repeat(43)),
    otherAlgorithm: await signed(SHOP, secret.padEnd(64, 'x'), '15m', 'HS512'),
    expired: await signed(SHOP, secret, Math.floor(Date.now() / 1_000) - 120),
    neverExpiring: await signed(SHOP, secret, null),
    ofNoSite: await signed({ site: 'nowhere', scope: 'reports' }, secret),
  }
  for (const [how, token] of Object.entries(forged)) {
    expect(await ask(token), how).toBe(401)
    expect(await ask(token, '/api/sites'), how).toBe(401)
  }
})

it('reads with a token, and administers nothing', async () => {
  const token = await signed(SHOP, secret)
  for (const [method, path] of [
    ['GET', '/api/sites'],
    ['PATCH', '/api/sites/shop'],
    ['DELETE', '/api/sites/shop'],
    ['POST', '/api/sites/shop/secret'],
    ['POST', '/api/sites/shop/tokens'],
    ['GET', '/api/sites/shop/visitors/v'],
  ] as const)
    expect(await ask(token, path, method), `${method} ${path}`).toBe(403)
})

it('ends what a token opened when its secret is made anew, live reports too', async () => {
  const token = await signed(SHOP, secret)
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/reports`)
  const closed = once(socket, 'close')
  await once(socket, 'open')
  socket.send(JSON.stringify({ token }))
  socket.send(JSON.stringify({ subscribe: 'a', report: 'summary' }))
  await once(socket, 'message')
  await server.admin('POST', '/api/sites/shop/secret')
  expect(await ask(token)).toBe(401)
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
