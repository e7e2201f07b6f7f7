import { randomBytes } from 'node:crypto'
import type { Batch } from '@mouse-tracking/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { batchOf, click } from './batches.js'
import { TestServer } from './server.js'

let server: TestServer
beforeAll(async () => {
  server = await TestServer.start()
})
afterAll(() => server.stop())

const CLICKS = 460
/** Packed, with one more, a little more than the 16 MiB of a document: deflated, random letters take three quarters. */
const MEGABYTES = 24

/** A batch as large as one may be, of what can hardly be packed: selectors of random letters, no two of them alike. */
function megabyte(n: number): Batch {
  return batchOf(
    { id: `long-${n}`, visitor: 'endless', session: 'endless' },
    {
      url: 'https://shop.example/endless',
      startedAt: 1_795_000_000_000,
      events: Array.from({ length: CLICKS }, (_, i) =>
        click(n * 10_000 + i, { selector: `#${randomBytes(1_530).toString('base64url')}` }),
      ),
    },
  )
}

const counts = async () => (await server.report('summary?from=2026-11-01&to=2026-12-01')).total

it('packs a session that is larger than a document of the store can be, and goes on with it', async () => {
  const first = Array.from({ length: MEGABYTES }, (_, n) => megabyte(n))
  for (const batch of first) expect(await server.send(batch)).toMatchObject({ status: 202 })
  await server.send(batchOf({ id: 'other', visitor: 'bob' }, { startedAt: 1_795_000_000_000 }))
  await server.packed('demo')
  const all = { visitors: 2, sessions: 2, views: 2, clicks: MEGABYTES * CLICKS }
  expect(await counts()).toMatchObject(all)

  // Late events reopen it, unpacked and packed.
  expect(await server.send(megabyte(MEGABYTES))).toMatchObject({ status: 202 })
  expect(await counts()).toMatchObject({ ...all, clicks: (MEGABYTES + 1) * CLICKS })
  await server.packed('demo')
  expect(await counts()).toMatchObject({ ...all, clicks: (MEGABYTES + 1) * CLICKS })
  const sizes = await server.store((db) =>
    db
      .collection('segments')
      .find({}, { projection: { columns: 1 }, promoteBuffers: true })
      .map(({ columns }) => columns.length as number)
      .toArray(),
  )
  expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeGreaterThan(16 * 1_048_576)

  // None of its parts outlives it.
  expect(await server.erase('demo', 'endless')).toMatchObject({ status: 204 })
  expect(await counts()).toMatchObject({ visitors: 1, sessions: 1, views: 1, clicks: 0 })
  expect(await server.store((db) => db.collection('segments').countDocuments())).toBe(1)
})
