import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { batchOf, click } from './batches.js'
import { type Answer, TestServer } from './server.js'

let server: TestServer
afterEach(() => server.stop())

const times = async (n: number, ask: () => Promise<Answer>) => {
  const answers = await Promise.all(Array.from({ length: n }, ask))
  return {
    of: (status: number) => answers.filter((answer) => answer.status === status).length,
    refused: answers.find(({ status }) => status === 429),
  }
}

function expectTooMany(answer: Answer | undefined) {
  expect(answer?.headers.get('content-type')).toMatch('application/problem+json')
  expect(Number(answer?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  expect(answer?.body).toMatchObject({ status: 429, title: 'Too many requests' })
}

it('takes ten seconds’ worth of batches from one address at once, over HTTP and WebSocket together', async () => {
  server = await TestServer.start({ INGEST_RATE_LIMIT: '1', TRUST_PROXY: '1' })
  const from = (address: string) => ({ 'x-forwarded-for': address })
  const send = (address: string) =>
    server.request('POST', '/api/tracking/events', batchOf({}, { events: [click(1)] }), from(address))

  const first = await times(6, () => send('203.0.113.1'))
  expect(first.of(202)).toBe(6)

  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/tracking`, {
    headers: from('203.0.113.1'),
  })
  await new Promise((resolve) => socket.on('open', resolve))
  const answers = new Promise<any[]>((resolve) => {
    const got: any[] = []
    socket.on('message', (data) => {
      got.push(JSON.parse(data.toString()))
      if (got.length === 40) resolve(got)
    })
  })
  for (let i = 0; i < 40; i++)
    socket.send(JSON.stringify(batchOf({ id: `over-${i}` }, { events: [click(1)] })))
  const answered = await answers
  const refused = answered.filter(({ error }) => error)
  socket.close()
  expect(refused.length).toBeGreaterThan(20)
  expect(refused[0]).toMatchObject({ error: { status: 429 }, id: expect.stringMatching(/^over-/) })

  const last = await times(20, () => send('203.0.113.1'))
  expectTooMany(last.refused)
  expect(await send('203.0.113.2')).toMatchObject({ status: 202 })
  // What is refused was not stored.
  const { total } = await server.report('summary')
  expect(total.clicks).toBe(6 + (40 - refused.length) + last.of(202) + 1)
})

it('answers so many reports a key, and other keys all the same', async () => {
  server = await TestServer.start({ REPORT_RATE_LIMIT: '1' })
  const { body } = await server.admin('POST', '/api/sites/demo/tokens')
  const ask = (key: string) =>
    server.request('GET', '/api/sites/demo/summary', undefined, { authorization: `Bearer ${key}` })
  const many = await times(60, () => ask(body.token))
  expect(many.of(200)).toBeGreaterThanOrEqual(10)
  expect(many.of(200) + many.of(429)).toBe(60)
  expectTooMany(many.refused)
  expect(await ask(server.adminKey)).toMatchObject({ status: 200 })
  expect(await server.admin('GET', '/api/sites')).toMatchObject({ status: 200 })
})

it('lets nobody guess keys, and who has one go on', async () => {
  server = await TestServer.start({ REPORT_RATE_LIMIT: '1' })
  const guess = () =>
    server.request('GET', '/api/sites', undefined, { authorization: 'Bearer wrong-wrong-wrong-wrong' })
  const many = await times(60, guess)
  expect(many.of(401)).toBeGreaterThanOrEqual(10)
  expect(many.of(401) + many.of(429)).toBe(60)
  expectTooMany(many.refused)
  expect(await server.admin('GET', '/api/sites')).toMatchObject({ status: 200 })
})

it('limits nothing at 0', async () => {
  server = await TestServer.start()
  expect((await times(200, () => server.send(batchOf()))).of(202)).toBe(200)
  expect((await times(100, () => server.admin('GET', '/api/sites'))).of(200)).toBe(100)
})
