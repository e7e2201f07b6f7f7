import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { AnalyticsError } from './AnalyticsError.js'
import { createReportClient } from './reportClient.js'
import { createTokenSource } from './tokenSource.js'

type Answer = { status: number; body?: unknown; headers?: Record<string, string> }
let server: Server | undefined

/** A real HTTP server that answers as told and keeps what it was asked. */
async function serve(
  answer: (request: IncomingMessage, body: string) => Answer | undefined,
): Promise<string> {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const told = answer(request, body)
    if (!told) return
    response.writeHead(told.status, { 'Content-Type': 'application/json', ...told.headers })
    response.end(JSON.stringify(told.body ?? {}))
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

test('asks with the token and the parameters', async () => {
  const asked: string[] = []
  const base = await serve((request) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    return { status: 200, body: { pending: 0 } }
  })
  const client = createReportClient(
    `${base}/`,
    'my shop',
    createTokenSource(() => 'k'),
  )
  await client.fetch('heatmap', { page: '/a b', layer: 'click' })
  expect(asked).toEqual(['GET /api/sites/my%20shop/heatmap?layer=click&page=%2Fa+b Bearer k'])
})

test('posts a funnel', async () => {
  let posted = ''
  const base = await serve((request, body) => {
    posted = `${request.method} ${request.url} ${body}`
    return { status: 200 }
  })
  await createReportClient(
    base,
    'demo',
    createTokenSource(() => 'k'),
  ).fetch('funnel', {
    steps: [{ page: '/' }, { click: '#buy' }],
  })
  expect(posted).toBe('POST /api/sites/demo/funnel {"steps":[{"page":"/"},{"click":"#buy"}]}')
})

test('renews a refused token once', async () => {
  let n = 0
  const base = await serve((request) =>
    request.headers.authorization === 'Bearer t2' ? { status: 200, body: { pages: [] } } : { status: 401 },
  )
  const client = createReportClient(
    base,
    'demo',
    createTokenSource(() => `t${++n}`),
  )
  await expect(client.fetch('pages', {})).resolves.toEqual({ pages: [] })
  expect(n).toBe(2)
})

test('tells what the server said', async () => {
  const base = await serve(() => ({
    status: 429,
    body: { type: 'about:blank', title: 'Too many requests', detail: 'Slow down.', status: 429 },
    headers: { 'Retry-After': '3' },
  }))
  const error = await createReportClient(
    base,
    'demo',
    createTokenSource(() => 'k'),
  )
    .fetch('summary', {})
    .catch((error: unknown) => error)
  expect(error).toBeInstanceOf(AnalyticsError)
  expect(error).toMatchObject({ status: 429, message: 'Slow down.', retryAfter: 3000, temporary: true })
})

test('names the server that did not answer', async () => {
  const base = await serve(() => undefined)
  server?.close()
  server?.closeAllConnections()
  const error = await createReportClient(
    base,
    'demo',
    createTokenSource(() => 'k'),
  )
    .fetch('summary', {})
    .catch((error: unknown) => error)
  expect(error).toMatchObject({ status: 0, temporary: true })
  expect(String(error)).toContain(base)
})

test('is cancelled by its signal', async () => {
  const cancel = new AbortController()
  const base = await serve(() => {
    cancel.abort()
    return undefined
  })
  const asked = createReportClient(
    base,
    'demo',
    createTokenSource(() => 'k'),
  ).fetch('summary', {}, cancel.signal)
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
})
