import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestServer } from './server.js'

const page = (name: string) => ({ page: name })
const two = [page('/'), page('/a')]

describe('report queries', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await TestServer.start()
  })
  afterAll(() => server.stop())

  it.each([
    ['heatmap?layer=click', 'page'],
    ['heatmap?page=/&layer=hover', 'layer'],
    ['heatmap?page=/&colour=red', 'colour'],
    ['heatmap?page=/&minWidth=wide', 'minWidth'],
    ['heatmap?page=/&device=watch', 'device'],
    ['paths?depth=21', 'depth'],
    ['paths?depth=0', 'depth'],
    ['paths?limit=many', 'limit'],
    ['paths?from=2026-11-10&to=2026-11-01', 'from'],
    ['pages?from=yesterday', 'from'],
    ['pages?limit=-1', 'limit'],
    ['summary?search=x', 'search'],
    ['forms?page=', 'page'],
    ['forms?form=x', 'form'],
    ['paths?page=/', 'page'],
    ['pages?page=/', 'page'],
    ['paths?start=/&start=/a', 'start'],
    ['paths?limit=0', 'limit'],
    ['paths?depth=2.5', 'depth'],
    ['summary?from=2026-02-30', 'from'],
    ['summary?to=2026-11-01T25:00:00Z', 'to'],
    ['summary?device=Desktop', 'device'],
    ['heatmap?page=/&maxWidth=-1', 'maxWidth'],
  ])('refuses %s by its path', async (query, path) => {
    const { status, body } = await server.admin('GET', `/api/sites/demo/${query}`)
    expect(status).toBe(400)
    expect(body.errors.map((error: { path: string }) => error.path)).toContain(path)
  })

  it.each([
    ['no steps', {}, 'steps'],
    ['one step', { steps: [page('/')] }, 'steps'],
    ['21 steps', { steps: Array.from({ length: 21 }, (_, n) => page(`/${n}`)) }, 'steps'],
    ['a step of two kinds', { steps: [page('/'), { page: '/a', click: '#b' }] }, 'steps.1'],
    ['a step of no kind', { steps: [page('/'), { name: 'x' }] }, 'steps.1'],
    ['a window of 0', { steps: two, window: 0 }, 'window'],
    ['an unknown order', { steps: two, order: 'loose' }, 'order'],
    [
      'an exclusion after the last step',
      { steps: two, exclude: [{ page: '/b', after: 1 }] },
      'exclude.0.after',
    ],
    ['an exclusion with any', { steps: two, order: 'any', exclude: [{ page: '/b', after: 0 }] }, 'exclude'],
    ['an unknown breakdown', { steps: two, breakdown: 'browser' }, 'breakdown'],
    ['an unknown field', { steps: two, limit: 5 }, 'limit'],
    ['from after to', { steps: two, from: '2026-11-10', to: '2026-11-01' }, 'from'],
  ])('refuses a funnel with %s by its path', async (_, query, path) => {
    const { status, body } = await server.admin('POST', '/api/sites/demo/funnel', query)
    expect(status).toBe(400)
    expect(body.errors.map((error: { path: string }) => error.path)).toContain(path)
  })

  it('takes what a funnel is to be from its body alone', async () => {
    const { status, body } = await server.admin('POST', '/api/sites/demo/funnel?device=mobile', {
      steps: two,
    })
    expect(status).toBe(400)
    expect(body.errors).toEqual([{ path: 'device', message: 'is not known' }])
  })

  it('reads dates and instants as ISO 8601 has them', async () => {
    const range = async (query: string) => {
      const { from, to } = await server.report(`paths?${query}`)
      return [from, to]
    }
    const expected = ['2026-11-01T00:00:00.000Z', '2026-11-02T22:30:00.250Z']
    expect(await range('from=2026-11-01&to=2026-11-02T22:30:00.250Z')).toEqual(expected)
    expect(await range('from=2026-11-01T02:00:00%2B02:00&to=2026-11-02T20:30:00.25-02:00')).toEqual(expected)
    const before = Date.now()
    const [from, to] = (await range('')).map(Date.parse)
    expect(to! - from!).toBe(30 * 86_400_000)
    expect(to).toBeGreaterThanOrEqual(before)
    expect(to).toBeLessThanOrEqual(Date.now())
  })

  it('says the range that it covers, in whole days where it counts by day', async () => {
    const query = 'from=2026-11-01T10:00:00Z&to=2026-11-03T00:00:01Z'
    expect(await server.report(`summary?${query}`)).toMatchObject({
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-11-04T00:00:00.000Z',
      days: [{ day: '2026-11-01' }, { day: '2026-11-02' }, { day: '2026-11-03' }],
      total: { visitors: 0, bounceRate: null, medianSessionSeconds: null },
    })
    expect(await server.report(`paths?${query}`)).toMatchObject({
      from: '2026-11-01T10:00:00.000Z',
      to: '2026-11-03T00:00:01.000Z',
    })
  })
})
