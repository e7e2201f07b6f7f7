import { SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestServer } from './server.js'

describe('embed tokens', () => {
  let server: TestServer
  let secret = ''
  let otherSecret = ''
  beforeAll(async () => {
    server = await TestServer.start()
    secret = (await server.admin('POST', '/api/sites', { id: 'own' })).body.secret
    otherSecret = (await server.admin('POST', '/api/sites', { id: 'other' })).body.secret
  })
  afterAll(() => server.stop())

  const now = () => Math.floor(Date.now() / 1_000)
  const claims = () => ({ site: 'own', scope: 'reports', exp: now() + 60 }) as Record<string, unknown>
  const sign = (payload: Record<string, unknown>, key = secret, alg = 'HS256') =>
    new SignJWT(payload).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key))
  const ask = (token: string, path = '/api/sites/own/summary', method = 'GET') =>
    server.request(method, path, undefined, { authorization: `Bearer ${token}` })

  it('are signed by a host itself, or by the server', async () => {
    expect((await ask(await sign(claims()))).status).toBe(200)
    const { body } = await server.admin('POST', '/api/sites/own/tokens', { expiresIn: 900 })
    expect((await ask(body.token)).status).toBe(200)
    expect((await server.admin('POST', '/api/sites/own/tokens')).body).toMatchObject({ expiresIn: 900 })
  })

  it('are good at once where the host signs with a clock that is a little ahead', async () => {
    expect((await ask(await sign({ ...claims(), iat: now() + 30, nbf: now() + 30 }))).status).toBe(200)
  })

  it.each<[string, () => Promise<string> | string]>([
    ['expired', () => sign({ ...claims(), exp: now() - 1 })],
    ['expiring this very second', () => sign({ ...claims(), exp: now() })],
    ['with an exp that is no number', () => sign({ ...claims(), exp: '4102444800' })],
    ['not yet good for longer than clocks differ', () => sign({ ...claims(), nbf: now() + 120 })],
    ['without exp', () => sign({ site: 'own', scope: 'reports' })],
    ['unsigned', () => new UnsecuredJWT({ ...claims() }).encode()],
    ['signed with another secret', () => sign(claims(), otherSecret)],
    ['signed with another algorithm', () => sign(claims(), secret.repeat(2), 'HS512')],
    ['of a site that does not exist', () => sign({ ...claims(), site: 'nowhere' })],
    ['changed after it was signed', async () => `${(await sign(claims())).slice(0, -3)}AAA`],
    ['no token at all', () => 'letmein'],
  ])('get 401 when %s', async (_, token) => {
    const { status, headers, body } = await ask(await token())
    expect(status).toBe(401)
    expect(headers.get('content-type')).toContain('application/problem+json')
    expect(body.status).toBe(401)
  })

  it('of one site read nothing of another, and administer nothing', async () => {
    const token = await sign(claims())
    expect((await ask(token, '/api/sites/other/summary')).status).toBe(403)
    expect((await ask(await sign({ ...claims(), scope: 'admin' }))).status).toBe(403)
    for (const [method, path] of [
      ['GET', '/api/sites'],
      ['DELETE', '/api/sites/own'],
      ['POST', '/api/sites/own/tokens'],
      ['POST', '/api/sites/own/secret'],
      ['GET', '/api/sites/own/visitors/v'],
      ['DELETE', '/api/sites/own/visitors/v'],
    ] as const)
      expect(await ask(token, path, method), `${method} ${path}`).toMatchObject({ status: 403 })
  })

  it('are worth nothing any more once the site has a new secret', async () => {
    const token = await sign(claims())
    secret = (await server.admin('POST', '/api/sites/own/secret')).body.secret
    expect((await ask(token)).status).toBe(401)
    expect((await ask(await sign(claims()))).status).toBe(200)
  })
})
