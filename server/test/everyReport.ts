import type { TestServer } from './server.js'

const FUNNEL = { steps: [{ page: '/' }, { page: '/product/*' }, { click: '#buy' }], window: 86_400 }

/** All numbers of a site, as far as its reports tell them. */
export async function everyReport(
  server: Pick<TestServer, 'report'>,
  site: string,
): Promise<Record<string, unknown>> {
  const reports: Record<string, unknown> = {}
  const read = async (path: string, body?: unknown) => {
    const { asOf: _, from: __, to: ___, ...report } = await server.report(path, site, body)
    reports[body ? `${path} ${JSON.stringify(body)}` : path] = report
  }
  for (const path of ['pages?limit=1000', 'summary', 'forms', 'paths?depth=8&limit=50']) await read(path)
  for (const order of ['ordered', 'strict', 'any']) await read('funnel', { ...FUNNEL, order })
  await read('funnel', { ...FUNNEL, per: 'session', breakdown: 'referrer' })
  const { pages } = reports['pages?limit=1000'] as { pages: { page: string }[] }
  for (const { page } of pages)
    for (const layer of ['move', 'click', 'rage', 'dead', 'error', 'scroll'])
      await read(`heatmap?page=${encodeURIComponent(page)}&layer=${layer}`)
  return reports
}
