import type { Batch } from '@mouse-tracking/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unpackSessions } from '../src/segments/unpackSessions.js'
import { digest } from '../src/sessions/digest.js'
import { batchOf, click, viewOf } from './batches.js'
import { everyReport } from './everyReport.js'
import { TestServer } from './server.js'
import { oneEventEach, traffic } from './traffic.js'

const ANNA = 'visitor-anna'
const DAY = 86_400_000

let server: TestServer
beforeEach(async () => {
  server = await TestServer.start()
})
afterEach(() => server.stop())

async function fill(site: string, batches: Batch[]) {
  if (site !== 'demo') await server.admin('POST', '/api/sites', { id: site })
  const left = batches.values()
  // As browsers do: side by side, so that they share inserts.
  const lane = async () => {
    for (const batch of left)
      expect(await server.send({ ...batch, site }), batch.id).toMatchObject({ status: 202 })
  }
  await Promise.all(Array.from({ length: 8 }, lane))
}

const erase = (visitor: string, site = 'demo') => server.erase(site, visitor)

/** Anna's sessions are told from the others' by nothing but her id, and two pages and a selector that name her. */
function annas(): Batch[] {
  const url = `https://shop.example/account/${ANNA}`
  const own = batchOf(
    { id: 'own', session: 'own' },
    { id: 'own', url, events: [click(1_000), click(2_000, { selector: `#${ANNA}` })] },
  )
  return [...oneEventEach(traffic('demo', 12, 99)), own].map((batch) => ({
    ...batch,
    id: `anna-${batch.id}`,
    visitor: ANNA,
    session: `anna-${batch.session}`,
  }))
}

/** Everything that the store holds, as text that an id would be found in; packed sessions are unpacked. */
function stored(): Promise<{ collection: string; text: string }[]> {
  return server.store(async (db) => {
    const documents: { collection: string; text: string }[] = []
    for (const { name } of await db.listCollections().toArray())
      for (const document of await db.collection(name, { promoteBuffers: true }).find().toArray()) {
        const { columns, identity } = document
        const sessions = columns ? JSON.stringify(unpackSessions(columns, identity)) : ''
        documents.push({ collection: name, text: textOf(document) + sessions })
      }
    return documents
  })
}

function textOf(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('latin1')
  if (value === null || typeof value !== 'object' || value instanceof Date) return String(value)
  return Object.entries(value)
    .map(([key, inner]) => `${key} ${textOf(inner)}`)
    .join(' ')
}

const namesAnna = ({ text }: { text: string }) => text.includes(ANNA) || text.includes(String(digest(ANNA)))

describe('erasing a visitor', () => {
  const others = traffic('demo', 60)

  async function expectWithout(site: string) {
    const reports = await everyReport(server, site)
    await fill('without', others)
    expect(reports).toEqual(await everyReport(server, 'without'))
    expect((await stored()).filter(namesAnna)).toEqual([])
  }

  it('leaves every report as if they had never come', async () => {
    await fill('demo', [...annas(), ...others])
    await server.report('summary')
    expect((await stored()).some(namesAnna)).toBe(true)
    expect(await erase(ANNA)).toMatchObject({ status: 204 })
    await expectWithout('demo')
  })

  it('is the same once everything is packed', async () => {
    await fill('demo', [...annas(), ...others])
    await server.packed('demo')
    const named = new Set((await stored()).filter(namesAnna).map(({ collection }) => collection))
    expect(named).toEqual(new Set(['batches', 'grids', 'segments']))
    expect(await erase(ANNA)).toMatchObject({ status: 204 })
    await expectWithout('demo')
  })

  it('takes in batches that are not rolled up yet', async () => {
    await fill('demo', others)
    await Promise.all(annas().map((batch) => server.send(batch)))
    expect(await erase(ANNA)).toMatchObject({ status: 204 })
    await expectWithout('demo')
  })

  it('is carried through when the server is killed meanwhile, at any moment', async () => {
    await fill('demo', [...annas(), ...others])
    for (const delay of [5, 20, 50, 100]) {
      const request = erase(ANNA).catch(() => null)
      await new Promise((resolve) => setTimeout(resolve, delay))
      await server.kill()
      await request
      await server.run()
    }
    expect(await erase(ANNA)).toMatchObject({ status: 204 })
    await expectWithout('demo')
  })

  it('counts nothing that is sent again, and answers it as before; who comes back is new', async () => {
    await fill('demo', [...annas(), ...others])
    await erase(ANNA)
    const [again] = annas()
    expect(await server.send(again)).toMatchObject({
      status: 202,
      body: { accepted: again!.views[0]!.events.length },
    })
    await expectWithout('demo')
    const before = (await server.report('summary')).total
    await fill('demo', [batchOf({ visitor: ANNA, session: 'a-new-one' })])
    expect((await server.report('summary')).total).toMatchObject({
      visitors: before.visitors + 1,
      sessions: before.sessions + 1,
      views: before.views + 1,
    })
  })

  it('needs the admin key, a site and an id', async () => {
    const { body } = await server.admin('POST', '/api/sites/demo/tokens')
    const asReader = { authorization: `Bearer ${body.token}` }
    const path = `/api/sites/demo/visitors/${ANNA}`
    expect(await server.request('DELETE', path)).toMatchObject({ status: 401 })
    expect(await server.request('DELETE', path, undefined, asReader)).toMatchObject({ status: 403 })
    expect(await server.request('GET', path, undefined, asReader)).toMatchObject({ status: 403 })
    expect(await erase('what ever')).toMatchObject({ status: 400, body: { errors: [{ path: 'visitor' }] } })
    expect(await erase(ANNA, 'nowhere')).toMatchObject({ status: 404 })
    expect(await erase('nobody')).toMatchObject({ status: 204 })
  })
})

it('exports what is held of a visitor', async () => {
  const batches = annas()
  await fill('demo', [...batches, ...traffic('demo', 10)])
  const { sessions } = await server.report('paths')
  expect(sessions).toBeGreaterThan(10)
  const { status, body } = await server.admin('GET', `/api/sites/demo/visitors/${ANNA}`)
  expect(status).toBe(200)
  const byId = (a: Batch, b: Batch) => (a.id < b.id ? -1 : 1)
  expect(body.batches.map(({ receivedAt: _, ...batch }: any) => batch).sort(byId)).toEqual(batches.sort(byId))
  expect(body.sessions).toHaveLength(new Set(batches.map(({ session }) => session)).size)
  expect(body.sessions.flatMap(({ events }: any) => events)).toContainEqual(
    expect.objectContaining({ kind: 'click', what: `#${ANNA}` }),
  )
  const nobody = await server.admin('GET', '/api/sites/demo/visitors/nobody')
  expect(nobody.body).toEqual({ site: 'demo', visitor: 'nobody', batches: [], sessions: [] })
})

it('removes all data of a deleted site, and a new one of its name begins empty', async () => {
  await fill('shop', traffic('shop', 40))
  await fill('demo', traffic('demo', 10))
  const demo = await everyReport(server, 'demo')
  expect(await server.admin('DELETE', '/api/sites/shop')).toMatchObject({ status: 204 })
  expect(await server.admin('GET', '/api/sites/shop/summary')).toMatchObject({ status: 404 })
  const left = await server.store(async (db) => {
    const names = (await db.listCollections().toArray()).map(({ name }) => name)
    return Promise.all(names.map((name) => db.collection(name).countDocuments({ site: 'shop' })))
  })
  expect(left.every((count) => count === 0)).toBe(true)
  await fill('shop', traffic('shop', 3))
  expect((await server.report('summary', 'shop')).total.sessions).toBe(3)
  expect(await everyReport(server, 'demo')).toEqual(demo)
})

describe('retention', () => {
  /** Starts the server again with a clock that is ahead. */
  async function restart(days: number) {
    await server.kill('SIGTERM')
    const code = `const { now } = Date, ahead = ${days * DAY}
      Date.now = () => now() + ahead
      globalThis.Date = new Proxy(Date, {
        construct: (target, args, self) => Reflect.construct(target, args.length ? args : [now() + ahead], self),
      })`
    await server.run({ NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(code)}"` })
  }
  const range = () => {
    const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10)
    return `from=${iso(Date.now() - 30 * DAY)}&to=${iso(Date.now() + 2 * DAY)}`
  }
  const rawBatches = async () =>
    (await server.admin('GET', `/api/sites/demo/visitors/${ANNA}`)).body.batches.length as number
  const until = async (ask: () => Promise<boolean>) => {
    while (!(await ask())) await new Promise((resolve) => setTimeout(resolve, 50))
  }

  it('lets go of raw batches after 30 days and of all the rest after 395', async () => {
    const batches = annas()
    await fill('demo', batches)
    await server.report('summary')
    const heatmap = `heatmap?page=/pricing&${range()}`
    const { total } = await server.report(`summary?${range()}`)
    const { points } = await server.report(heatmap)

    await restart(30)
    expect(await rawBatches()).toBe(batches.length)

    await restart(31)
    await until(async () => (await rawBatches()) === 0)
    expect(await server.report(`summary?${range()}`)).toMatchObject({ total })
    expect(await server.report(heatmap)).toMatchObject({ points })
    expect((await stored()).filter((one) => one.collection === 'batches' && namesAnna(one))).toEqual([])
    expect(await server.send(batches[0])).toMatchObject({ status: 202 })
    expect(await server.report(`summary?${range()}`)).toMatchObject({ total })

    await restart(395)
    expect(await server.report(`summary?${range()}`)).toMatchObject({ total })

    await restart(397)
    await until(async () => (await server.report(`summary?${range()}`)).total.sessions === 0)
    const data = ['batches', 'chunks', 'segments', 'grids']
    await until(async () => !(await stored()).some(({ collection }) => data.includes(collection)))
    expect(await server.report(heatmap)).toMatchObject({ points: [] })
  })

  it('keeps for ever what is to be kept for ever', async () => {
    await server.admin('PATCH', '/api/sites/demo', { retentionDays: null, rawDays: null })
    await fill('demo', annas())
    const { total } = await server.report(`summary?${range()}`)
    await restart(5_000)
    expect(await server.report(`summary?${range()}`)).toMatchObject({ total })
    expect(await rawBatches()).toBe(annas().length)
  })
})

it('takes exactly their share out of a heatmap that others are in as well', async () => {
  const page = { url: 'https://shop.example/pricing' }
  const at = (visitor: string, id: string, x: number) =>
    batchOf({ id, visitor, session: id }, { ...viewOf(page), events: [click(1_000, { x })] })
  await fill('demo', [at(ANNA, 'a', 10), at(ANNA, 'b', 700), at('bob', 'c', 700)])
  await server.report('summary')
  await erase(ANNA)
  const { points, elements, views } = await server.report('heatmap?page=/pricing&layer=click')
  expect({ points, views }).toEqual({ points: [[97, 45, 1]], views: 1 })
  expect(elements).toMatchObject([{ selector: '#buy', clicks: 1, share: 1 }])
})
