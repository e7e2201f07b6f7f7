import type { Batch } from '@mouse-tracking/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomFrom, shuffled } from './random.js'
import { TestServer } from './server.js'
import { oneEventEach, traffic } from './traffic.js'

const SESSIONS = 60

const STEPS = [{ page: '/' }, { page: '/product/*' }, { click: '#buy' }]
const REPORTS: [name: string, path: string, body?: object][] = [
  ...['move', 'click', 'rage', 'dead', 'error', 'scroll'].map((layer): [string, string] => [
    `the ${layer} heatmap`,
    `heatmap?page=/pricing&layer=${layer}`,
  ]),
  ['the heatmap of one device', 'heatmap?page=/&layer=click&device=mobile'],
  ['pages', 'pages'],
  ['forms', 'forms'],
  ['forms of a page', 'forms?page=/pricing'],
  ['summary', 'summary'],
  ['summary of a device', 'summary?device=tablet'],
  ['paths', 'paths?depth=5&limit=3'],
  ['paths between', 'paths?start=/&end=/thanks'],
  ['an ordered funnel', 'funnel', { steps: STEPS, window: 3_600 }],
  ['a strict funnel', 'funnel', { steps: STEPS, order: 'strict', per: 'session' }],
  ['a funnel of any order', 'funnel', { steps: STEPS, order: 'any', breakdown: 'device' }],
  [
    'a funnel of events',
    'funnel',
    {
      steps: [
        { form: '#signup', action: 'focus' },
        { event: 'purchase', props: { plan: 'pro' } },
      ],
      exclude: [{ page: '/help', after: 0 }],
      breakdown: 'referrer',
    },
  ],
]

describe('the same events', () => {
  let server: TestServer
  const random = randomFrom(5)

  beforeAll(async () => {
    server = await TestServer.start()
    for (const id of ['at-once', 'shuffled', 'late']) await server.admin('POST', '/api/sites', { id })
    await send(traffic('at-once', SESSIONS))
    await send(shuffled(twice(oneEventEach(traffic('shuffled', SESSIONS))), random))
    const late = shuffled(oneEventEach(traffic('late', SESSIONS)), random)
    const half = Math.floor(late.length / 2)
    await send(late.slice(0, half))
    await server.packed('late')
    await send(late.slice(half))
  })
  afterAll(() => server.stop())

  async function send(batches: Batch[]) {
    const lanes = Array.from({ length: 4 }, (_, lane) => batches.filter((_, i) => i % 4 === lane))
    await Promise.all(
      lanes.map(async (lane) => {
        for (const batch of lane) expect((await server.send(batch)).status).toBe(202)
      }),
    )
  }

  it.each(REPORTS)('give the same %s in whichever batches and order they came', async (_, path, body) => {
    const [atOnce, shuffledTwice, late] = await Promise.all(
      ['at-once', 'shuffled', 'late'].map(async (site) => {
        const { asOf, to, from, ...numbers } = await server.report(path, site, body)
        return numbers
      }),
    )
    expect(shuffledTwice).toEqual(atOnce)
    expect(late).toEqual(atOnce)
  })

  it('give the same once all is packed, and after a restart', async () => {
    const before = await Promise.all(REPORTS.map(([, path, body]) => numbersOf(path, body)))
    await server.packed('late')
    expect(await Promise.all(REPORTS.map(([, path, body]) => numbersOf(path, body)))).toEqual(before)
    await server.kill('SIGTERM')
    await server.run()
    expect(await Promise.all(REPORTS.map(([, path, body]) => numbersOf(path, body)))).toEqual(before)
  })

  async function numbersOf(path: string, body?: object) {
    const { asOf, to, from, ...numbers } = await server.report(path, 'late', body)
    return numbers
  }
})

const twice = <T>(items: T[]) => [...items, ...items]
