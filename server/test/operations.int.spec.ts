import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { batchOf, click } from './batches.js'
import { TestServer } from './server.js'

let server: TestServer
beforeEach(async () => {
  server = await TestServer.start()
})
afterEach(() => server.stop())

async function metric(name: string): Promise<number> {
  const { body } = await server.request('GET', '/metrics')
  const line = (body as string).split('\n').find((line) => line.startsWith(`${name} `))
  expect(line, `${name} is not in\n${body}`).toBeDefined()
  return Number(line!.slice(name.length + 1))
}

const socketTo = async (path: string) => {
  const socket = new WebSocket(server.url.replace('http', 'ws') + path)
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject))
  return socket
}

it('counts what comes in and what is done with it', async () => {
  for (let i = 0; i < 5; i++) await server.send(batchOf({}, { events: [click(1), click(2)] }))
  await server.send({ nonsense: true })
  await server.report('summary')
  expect(await metric('mouse_tracking_ingest_batches_total{outcome="accepted"}')).toBe(5)
  expect(await metric('mouse_tracking_ingest_batches_total{outcome="refused"}')).toBe(1)
  expect(await metric('mouse_tracking_ingest_events_total')).toBe(10)
  expect(await metric('mouse_tracking_ingest_ack_seconds_count')).toBe(5)
  expect(await metric('mouse_tracking_pending_batches')).toBe(0)
  expect(await metric('mouse_tracking_rollup_lag_seconds')).toBe(0)
  expect(await metric('mouse_tracking_job_seconds_count{job="rollup",outcome="done"}')).toBeGreaterThan(0)
  expect(await metric('mouse_tracking_process_resident_memory_bytes')).toBeGreaterThan(1e6)

  const sockets = [await socketTo('/ws/tracking'), await socketTo('/ws/reports')]
  await expect.poll(() => metric('mouse_tracking_websocket_connections{path="/ws/tracking"}')).toBe(1)
  expect(await metric('mouse_tracking_websocket_connections{path="/ws/reports"}')).toBe(1)
  for (const socket of sockets) socket.close()
  await expect.poll(() => metric('mouse_tracking_websocket_connections{path="/ws/tracking"}')).toBe(0)
})

it('shows what is to be erased and is not yet', async () => {
  await server.send(batchOf({ visitor: 'anna' }))
  expect(await server.erase('demo', 'anna')).toMatchObject({ status: 204 })
  expect(await metric('mouse_tracking_erasures_waiting')).toBe(0)
  expect(await metric('mouse_tracking_job_seconds_count{job="erase",outcome="done"}')).toBeGreaterThan(0)
  await server.admin('POST', '/api/sites', { id: 'closing' })
  expect(await server.admin('DELETE', '/api/sites/closing')).toMatchObject({ status: 204 })
  expect(await metric('mouse_tracking_removals_waiting')).toBe(0)
})

it('tells which request a problem is about', async () => {
  const [a, b] = [await server.request('GET', '/api/sites'), await server.request('GET', '/api/sites')]
  expect(a.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect(a.headers.get('x-request-id')).not.toBe(b.headers.get('x-request-id'))
})

it('lets pages of other origins have the script, and nobody frame what is not theirs', async () => {
  const { headers } = await server.request('GET', '/api/health')
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'self'/)
  const preview = await server.request('GET', '/preview/cart')
  expect(preview.headers.get('content-security-policy')).toMatch(/frame-ancestors \*/)
  // A server that is reached without TLS must not send its pages elsewhere.
  expect(headers.get('content-security-policy')).not.toMatch(/upgrade-insecure-requests/)
})

describe('on SIGTERM', () => {
  it('answers what it has read, says goodbye, and every acknowledged batch counts', async () => {
    const socket = await socketTo('/ws/tracking')
    const acked = new Set<string>()
    const firstAck = new Promise<void>((resolve) =>
      socket.on('message', (data) => {
        const { ack, error } = JSON.parse(data.toString())
        expect(error).toBeUndefined()
        acked.add(ack)
        resolve()
      }),
    )
    const closed = new Promise<number>((resolve) => socket.on('close', resolve))
    for (let i = 0; i < 300; i++)
      socket.send(JSON.stringify(batchOf({ id: `b-${i}`, session: `s-${i}` }, { events: [click(1)] })))
    const posts = Array.from({ length: 20 }, (_, i) =>
      server.send(batchOf({ id: `p-${i}`, session: `p-${i}` }, { events: [click(1)] })).catch(() => null),
    )
    await firstAck
    await server.kill('SIGTERM')
    expect(await closed).toBe(1001)
    const posted = (await Promise.all(posts)).filter((answer) => answer?.status === 202).length
    expect(server.log).not.toMatch(/"level":"error"/)

    await server.run()
    const { total } = await server.report('summary')
    expect(total.clicks).toBeGreaterThanOrEqual(acked.size + posted)
    expect(total.clicks).toBeLessThanOrEqual(320)
  })
})

it('goes on under another admin key; only the sealed secrets have to be made anew', async () => {
  await server.send(batchOf({}, { events: [click(1)] }))
  await server.kill('SIGTERM')
  const newKey = 'another-admin-key-altogether'
  await server.run({ ADMIN_KEY: newKey })
  const ask = (method: string, path: string, body?: unknown) =>
    server.request(method, path, body, { authorization: `Bearer ${newKey}` })
  expect(await server.send(batchOf({}, { events: [click(2)] }))).toMatchObject({ status: 202 })
  expect((await ask('GET', '/api/sites')).body.sites).toMatchObject([{ id: 'demo' }])
  expect(await ask('GET', '/api/sites/demo/summary')).toMatchObject({ status: 200 })
  expect(await ask('POST', '/api/sites/demo/tokens')).toMatchObject({
    status: 409,
    body: { detail: expect.stringMatching(/another ADMIN_KEY.*\/api\/sites\/demo\/secret/) },
  })
  expect(await ask('POST', '/api/sites/demo/secret')).toMatchObject({ status: 201 })
  expect(await ask('POST', '/api/sites/demo/tokens')).toMatchObject({ status: 201 })
})
