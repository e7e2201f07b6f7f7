import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { Batch, TrackedEvent, View } from '@mouse-tracking/contract'

const SHARED = fileURLToPath(new URL('../../../shared', import.meta.url))
const VIEWS_A_BATCH = 50

/** Clickstreams and funnel cases of others; they are not part of the project, so tests on them run where they are found. */
export const hasClickstreams = existsSync(`${SHARED}/data/clickstream`) && existsSync(`${SHARED}/cases`)

/** Everything in it happened after this. */
export const LONG_AGO = '2000-01-01'

const visit = (site: string, visitor: string, session: string, views: View[]): Batch[] =>
  Array.from({ length: Math.ceil(views.length / VIEWS_A_BATCH) }, (_, i) => ({
    v: 1,
    id: `${session}-${i}`,
    site,
    visitor,
    session,
    views: views.slice(i * VIEWS_A_BATCH, (i + 1) * VIEWS_A_BATCH),
  }))

const view = (id: string, path: string, startedAt: number, events: TrackedEvent[] = []): View => ({
  id,
  url: `https://site.example${path}`,
  startedAt,
  viewport: [1280, 720],
  page: [1280, 2000],
  events,
})

/** The pages of each visitor of msnbc.com, in order. */
export function msnbcWalks(): string[][] {
  return readFileSync(`${SHARED}/data/clickstream/msnbc323.seq`, 'utf8')
    .trim()
    .split('\n')
    .map((line) =>
      line
        .trim()
        .split(/\s+/)
        .map((category) => `/c${category}`),
    )
}

/** One session a visitor, a page view a second. */
export function msnbcBatches(site: string): Batch[] {
  const start = Date.UTC(2026, 0, 1)
  return msnbcWalks().flatMap((walk, n) =>
    visit(
      site,
      `v${n}`,
      `s${n}`,
      walk.map((path, i) => view(`p${i}`, path, start + n * 60_000 + i * 1_000)),
    ),
  )
}

/** The requests of a blog's visitors, one session each. */
export function apacheBatches(site: string): Batch[] {
  const [, ...rows] = gunzipSync(readFileSync(`${SHARED}/data/clickstream/apache-pageviews.tsv.gz`))
    .toString('utf8')
    .trim()
    .split('\n')
  const visitors = new Map<string, View[]>()
  for (const row of rows) {
    const [line, visitor, ts, path] = row.split('\t') as [string, string, string, string]
    const views = visitors.get(visitor) ?? []
    views.push(view(`line-${line}`, path, Date.parse(ts)))
    visitors.set(visitor, views)
  }
  return Array.from(visitors, ([visitor, views]) => visit(site, `v${visitor}`, `s${visitor}`, views)).flat()
}

export interface FunnelCase {
  id: string
  title: string
  actors: Record<string, { t: number; name: string; props?: Record<string, string | number | boolean> }[]>
  query: { steps: unknown[]; from?: string }
  counts: number[]
}

/** Funnel cases with the answers of others' test suites. */
export function funnelCases(): FunnelCase[] {
  return JSON.parse(readFileSync(`${SHARED}/cases/funnels.json`, 'utf8'))
}

export function caseBatches(site: string, { actors }: FunnelCase): Batch[] {
  return Object.entries(actors)
    .filter(([, events]) => events.length > 0)
    .flatMap(([, events], n) => {
      const startedAt = Math.min(...events.map(({ t }) => t))
      const custom = events.map(
        ({ t, name, props }): TrackedEvent => ({
          type: 'custom',
          t: t - startedAt,
          name,
          ...(props && { props }),
        }),
      )
      return visit(site, `actor-${n}`, `session-${n}`, [view('only', '/case', startedAt, custom)])
    })
}
