import type { TrackedEvent } from '@mouse-tracking/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { batchOf, viewOf } from './batches.js'
import { TestServer } from './server.js'

// Batches that are as they should be, and still more than a document of the store holds when they come together.
let server: TestServer
beforeAll(async () => {
  server = await TestServer.start()
})
afterAll(() => server.stop())

const DAY = 86_400_000

it('rolls up batches whose long pages make large grids', async () => {
  const at = { x: 1, y: 1, selector: 'a' }
  const events: TrackedEvent[] = [
    { type: 'move', points: [0, 1, 1, 9, 1, 1] },
    { type: 'scroll', t: 0, top: 0, ms: 1 },
    { type: 'click', t: 0, ...at },
    { type: 'rage', t: 0, ...at, count: 3 },
    { type: 'dead', t: 0, ...at },
    { type: 'error', t: 0, ...at, message: '' },
  ]
  await server.admin('POST', '/api/sites', {
    id: 'long',
    pageRules: [{ match: '/**', page: `/${'\u20ac'.repeat(2_000)}` }],
  })
  const batches = Array.from({ length: 14 }, (_, b) =>
    batchOf({
      id: `long-${b}`,
      site: 'long',
      views: Array.from({ length: 50 }, (_, v) =>
        viewOf({ id: `v-${b}-${v}`, startedAt: Date.now() - (b * 50 + v + 1) * DAY, events }),
      ),
    }),
  )
  // Together, so that they wait together.
  const answers = await Promise.all(batches.map((batch) => server.send(batch)))
  expect(answers.every(({ status }) => status === 202)).toBe(true)
  const { total } = await server.report('summary?from=2010-01-01', 'long')
  expect(total).toMatchObject({ views: 700, clicks: 700, rage: 700, dead: 700, errors: 700 })
  await server.packed('long')
  expect((await server.report('summary?from=2010-01-01', 'long')).total).toEqual(total)
})
