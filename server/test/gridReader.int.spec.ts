import { afterAll, beforeAll, expect, it } from 'vitest'
import { batchOf, click } from './batches.js'
import { TestServer } from './server.js'

let server: TestServer
beforeAll(async () => {
  server = await TestServer.start()
  await server.admin('POST', '/api/sites', { id: 'shop', name: 'Shop' })
})
afterAll(() => server?.stop())

/** Somebody clicks in some rows of the page's first column. */
async function clicks(visitor: string, ...rows: number[]) {
  const events = rows.map((row) => click(1_000, { x: 0, y: row * 10 }))
  expect((await server.send(batchOf({ site: 'shop', visitor }, { events }))).status).toBe(202)
}

/** The rows that have clicks, as `row x count`, asked twice. */
async function counted() {
  const ask = async () => {
    const report = await server.report('heatmap?page=/pricing&layer=click', 'shop')
    expect(report.elements[0]?.clicks ?? 0).toBe(report.total)
    return report.points.map(([, row, count]: number[]) => `${row} x ${count}`)
  }
  const first = await ask()
  expect(await ask()).toEqual(first)
  return first
}

it('a heatmap that was read before counts what has come and gone since', async () => {
  await clicks('ann', 1, 2)
  await clicks('ben', 2)
  await server.packed('shop')
  expect(await counted()).toEqual(['1 x 1', '2 x 2'])

  await clicks('ann', 3, 2)
  expect(await counted()).toEqual(['1 x 1', '2 x 3', '3 x 1'])
  await server.packed('shop')
  expect(await counted()).toEqual(['1 x 1', '2 x 3', '3 x 1'])

  // In place of the removed grid there is a new one, changed as often.
  for (const visitor of ['ann', 'ben']) expect((await server.erase('shop', visitor)).status).toBe(204)
  expect(await counted()).toEqual([])
  await clicks('cat', 4)
  await server.packed('shop')
  expect(await counted()).toEqual(['4 x 1'])

  expect((await server.admin('DELETE', '/api/sites/shop')).status).toBe(204)
  await server.admin('POST', '/api/sites', { id: 'shop', name: 'Shop' })
  await clicks('dan', 5)
  await server.packed('shop')
  expect(await counted()).toEqual(['5 x 1'])
})
