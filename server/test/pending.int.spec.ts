import { afterAll, beforeAll, expect, it } from 'vitest'
import { batchOf, click } from './batches.js'
import { TestServer } from './server.js'

const BATCHES = 200
const SENDERS = 4

let server: TestServer
beforeAll(async () => {
  server = await TestServer.start()
})
afterAll(() => server.stop())

/** Each report with how it counts the clicks. */
const REPORTS: [path: string, clicks: (report: any) => number][] = [
  ['summary', ({ total }) => total.clicks],
  ['pages', ({ pages }) => pages[0]?.clicks ?? 0],
  ['heatmap?page=/busy&layer=click', ({ total }) => total],
]

it('a report holds all that was acknowledged before it was asked for, but for what it says is pending', async () => {
  let started = 0
  let acknowledged = 0
  const send = async () => {
    while (started < BATCHES) {
      const n = started++
      const view = { id: `view-${n}`, url: 'https://shop.example/busy', events: [click(n)] }
      const batch = batchOf({ id: `busy-${n}`, visitor: `visitor-${n % 7}`, session: `s-${n % 50}` }, view)
      expect((await server.send(batch)).status).toBe(202)
      acknowledged++
    }
  }
  let asked = 0
  const ask = async ([path, clicksOf]: (typeof REPORTS)[number]) => {
    while (acknowledged < BATCHES) {
      const before = acknowledged
      const { body } = await server.admin('GET', `/api/sites/demo/${path}`)
      const clicks = clicksOf(body)
      expect(clicks + body.pending, path).toBeGreaterThanOrEqual(before)
      expect(clicks, path).toBeLessThanOrEqual(started)
      expect(Date.parse(body.asOf)).toBeLessThanOrEqual(Date.now())
      asked++
    }
  }
  await Promise.all([...Array.from({ length: SENDERS }, send), ...REPORTS.map(ask)])
  expect(asked).toBeGreaterThan(REPORTS.length)
  for (const [path, clicksOf] of REPORTS) expect(clicksOf(await server.report(path)), path).toBe(BATCHES)
})
