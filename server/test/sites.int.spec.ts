import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchOf, click } from './batches.js'
import { TestServer } from './server.js'

describe('sites', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await TestServer.start()
  })
  afterAll(() => server.stop())

  let sent = 0
  async function view(site: string, url: string) {
    const id = `view-${++sent}`
    const answer = await server.send(batchOf({ site, id }, { id, url, events: [click(1)] }))
    expect(answer).toMatchObject({ status: 202, body: { accepted: 1 } })
  }
  async function pagesOf(site: string) {
    const { pages } = await server.report('pages', site)
    return Object.fromEntries(pages.map(({ page, views }: { page: string; views: number }) => [page, views]))
  }

  it('are answered with all that stands, and once with a secret', async () => {
    const { status, body } = await server.admin('POST', '/api/sites', { id: 'new' })
    expect(status).toBe(201)
    const { secret, ...shown } = body
    expect(secret).toEqual(expect.any(String))
    expect(shown).toMatchObject({
      id: 'new',
      name: 'new',
      origins: [],
      pageRules: [],
      retentionDays: 395,
      rawDays: 30,
    })
    const listed = (await server.admin('GET', '/api/sites')).body.sites
    expect(listed).toContainEqual(shown)
    const changed = await server.admin('PATCH', '/api/sites/new', { name: 'New', rawDays: null })
    expect(changed).toMatchObject({ status: 200, body: { ...shown, name: 'New', rawDays: null } })
    expect((await server.admin('POST', '/api/sites', { id: 'new' })).status).toBe(409)
  })

  it.each<[string, object, string]>([
    ['an id with a slash', { id: 'a/b' }, 'id'],
    ['an origin with a path', { id: 'a', origins: ['https://shop.example/shop'] }, 'origins.0'],
    [
      'a rule that goes on after **',
      { id: 'a', pageRules: [{ match: '/**/a', page: '/a' }] },
      'pageRules.0.match',
    ],
    ['half a day', { id: 'a', retentionDays: 0.5 }, 'retentionDays'],
    ['no days', { id: 'a', rawDays: 0 }, 'rawDays'],
    ['a field that is none', { id: 'a', colour: 'red' }, 'colour'],
  ])('cannot be made with %s', async (_, site, path) => {
    const { status, body } = await server.admin('POST', '/api/sites', site)
    expect(status).toBe(400)
    expect(body.errors.map((error: { path: string }) => error.path)).toContain(path)
  })

  it.each(['GET', 'PATCH', 'DELETE'])('have to exist (%s)', async (method) => {
    const path = method === 'GET' ? '/api/sites/nowhere/summary' : '/api/sites/nowhere'
    const { status, body } = await server.admin(method, path, method === 'PATCH' ? {} : undefined)
    expect(status).toBe(404)
    expect(body.type).toMatch(/\/unknown-site$/)
  })

  it('have page rules, of which the first that matches what arrives after it was set decides', async () => {
    await server.admin('POST', '/api/sites', { id: 'rules' })
    await view('rules', 'https://shop.example/product/red-shoe/reviews?page=2')
    await view('rules', 'https://shop.example/product/17')
    await server.admin('PATCH', '/api/sites/rules', {
      pageRules: [
        { match: '/product/*/reviews', page: '/product/:slug/reviews' },
        { match: '/product/**', page: '/product/9' },
        { match: '/product/*', page: '/never' },
      ],
    })
    await view('rules', 'https://shop.example/product/red-shoe/reviews/')
    await view('rules', 'https://shop.example/product')
    expect(await pagesOf('rules')).toEqual({
      '/product/red-shoe/reviews': 1,
      '/product/:slug/reviews': 1,
      '/product/:id': 2,
    })
    await server.admin('PATCH', '/api/sites/rules', { collapseIds: false })
    await view('rules', 'https://shop.example/product/42')
    await view('rules', 'https://shop.example/order/42')
    expect(await pagesOf('rules')).toMatchObject({ '/product/9': 1, '/order/42': 1, '/product/:id': 2 })
  })

  it('are gone with their data once they are deleted', async () => {
    await server.admin('POST', '/api/sites', { id: 'gone' })
    await view('gone', 'https://shop.example/')
    expect(await pagesOf('gone')).toEqual({ '/': 1 })
    while ((await server.admin('DELETE', '/api/sites/gone')).status === 202);
    expect((await server.send(batchOf({ site: 'gone' }))).body).toMatchObject({
      status: 404,
      type: expect.stringMatching(/\/unknown-site$/),
    })
    expect((await server.admin('POST', '/api/sites', { id: 'gone' })).status).toBe(201)
    expect(await pagesOf('gone')).toEqual({})
  })
})

it('names the most clicked elements, and leaves none of the others out of the shares', async () => {
  const server = await TestServer.start()
  try {
    const events = Array.from({ length: 250 }, (_, n) => [
      click(n, { selector: `#e${n}`, x: 0, y: 120_000 }),
      ...(n >= 245 ? [click(n, { selector: `#e${n}`, x: 0, y: 0, offset: [0.25, 1 / 3] })] : []),
    ]).flat()
    await server.send(batchOf({}, { url: 'https://shop.example/tall', page: [1_440, 150_000], events }))
    const report = await server.report('heatmap?page=/tall&layer=click')
    expect(report).toMatchObject({
      rows: 10_000,
      total: 255,
      points: [
        [0, 0, 5],
        [0, 9_999, 250],
      ],
    })
    expect(report.elements).toHaveLength(200)
    expect(report.elements[0]).toEqual({
      selector: '#e245',
      clicks: 2,
      share: 0.0078,
      rage: 0,
      dead: 0,
      offset: [0.25, 0.3333],
    })
    const names = Array.from({ length: 245 }, (_, n) => `#e${n}`).sort()
    expect(report.elements.slice(5).map(({ selector }: { selector: string }) => selector)).toEqual(
      names.slice(0, 195),
    )
    const { bands } = await server.report('heatmap?page=/tall&layer=scroll')
    expect(bands).toHaveLength(10_000)
  } finally {
    await server.stop()
  }
})
