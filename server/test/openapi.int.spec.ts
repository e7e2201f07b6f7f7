import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, TestServer } from './server.js'
import { traffic } from './traffic.js'

/** What anybody may ask for; all else needs a key. */
const OPEN = [
  'post /api/tracking/events',
  'get /api/health',
  'get /api/ready',
  'get /metrics',
  'get /api/demo/token',
]

let server: TestServer
let document: any
const ajv = new Ajv2020({ strict: false, validateFormats: false })

beforeAll(async () => {
  server = await TestServer.start()
  document = (await server.request('GET', '/api/openapi.json')).body
})
afterAll(() => server.stop())

const operations = (): { name: string; method: string; path: string; operation: any }[] =>
  Object.entries<any>(document.paths).flatMap(([path, item]) =>
    Object.entries<any>(item).map(([method, operation]) => ({
      name: `${method} ${path}`,
      method,
      path,
      operation,
    })),
  )

const fill = (path: string) => path.replace('{site}', 'demo').replace('{visitor}', 'visitor-1')

/** The answer is one that the description tells of. */
function expectDescribed(name: string, { status, headers, body }: Answer) {
  const [method, path] = name.split(' ') as [string, string]
  const answer = document.paths[path]?.[method]?.responses[status]
  expect(answer, `${name} answered ${status}, which is not described: ${JSON.stringify(body)}`).toBeDefined()
  const [type] = (headers.get('content-type') ?? '').split(';') as [string]
  if (!answer.content) return expect(body).toBe('')
  const { schema } = answer.content[type]
  const isValid = ajv.validate(schema, body)
  expect(isValid, `${name} ${status}: ${ajv.errorsText()}`).toBe(true)
}

it('is served with a page to read it, under a content security policy that it works with', async () => {
  expect(document.openapi).toBe('3.1.0')
  const page = await server.request('GET', '/api/docs')
  const policy = page.headers.get('content-security-policy')!
  expect(policy).toMatch(/script-src 'self'(;|$)/)
  const scripts = [...page.body.matchAll(/<script([^>]*)>([^<]*)/g)]
  expect(scripts.length).toBeGreaterThan(1)
  for (const [, attributes, inline] of scripts) {
    expect(inline.trim()).toBe('')
    const source = /src="([^"]+)"/.exec(attributes)![1]!
    expect(await server.request('GET', new URL(source, `${server.url}/api/docs`).pathname)).toMatchObject({
      status: 200,
    })
  }
})

it('has an answer, problems and a tag for every route, and none that needs no key by accident', () => {
  for (const { name, operation } of operations()) {
    expect(operation.tags, name).toHaveLength(1)
    expect(
      Object.keys(operation.responses).some((status) => status.startsWith('2')),
      name,
    ).toBe(true)
    if (operation.security.length === 0) expect(OPEN).toContain(name)
  }
})

it('is kept by the guards: without a key nothing but the open routes answers', async () => {
  for (const { name, method, path } of operations()) {
    if (OPEN.includes(name)) continue
    const answer = await server.request(method.toUpperCase(), fill(path), method === 'get' ? undefined : {})
    expect(answer.status, name).toBe(401)
    expectDescribed(name, answer)
  }
})

describe('answers', () => {
  beforeAll(async () => {
    for (const batch of traffic('demo', 40)) await server.send(batch)
    await server.report('summary')
  })

  it.each([
    'heatmap?page=/pricing&layer=click',
    'heatmap?page=/pricing&layer=move',
    'heatmap?page=/pricing&layer=scroll',
    'paths?start=/',
    'pages',
    'forms',
    'summary',
    'visitors/visitor-1',
  ])('%s is as described', async (path) => {
    const [name] = path.split(/\?|\/visitor-1/)
    const described = name === 'visitors' ? 'visitors/{visitor}' : name
    expectDescribed(
      `get /api/sites/{site}/${described}`,
      await server.admin('GET', `/api/sites/demo/${path}`),
    )
  })

  it('takes the examples', async () => {
    for (const { name, method, path, operation } of operations()) {
      const example = operation.requestBody?.content['application/json'].example
      if (example === undefined) continue
      const answer = await server.admin(method.toUpperCase(), fill(path), example)
      expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
      expectDescribed(name, answer)
      expectDescribed(name, await server.admin(method.toUpperCase(), fill(path), { nonsense: true, id: 7 }))
    }
  })

  it('of administration and operations are as described', async () => {
    const ask = async (name: string, path: string) => {
      const [method] = name.split(' ') as [string]
      expectDescribed(name, await server.admin(method.toUpperCase(), path))
    }
    await ask('get /api/sites', '/api/sites')
    await ask('post /api/sites/{site}/secret', '/api/sites/demo/secret')
    await ask('get /api/health', '/api/health')
    await ask('get /api/ready', '/api/ready')
    await ask('get /metrics', '/metrics')
    await ask('get /api/sites/{site}/pages', '/api/sites/nowhere/pages')
    await ask('get /api/sites/{site}/pages', '/api/sites/demo/pages?limit=lots')
    await ask('delete /api/sites/{site}/visitors/{visitor}', '/api/sites/demo/visitors/visitor-1')
    await ask('delete /api/sites/{site}', '/api/sites/shop')
  })
})
