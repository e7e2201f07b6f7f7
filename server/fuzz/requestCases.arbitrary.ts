import fc from 'fast-check'
import { type FuzzCase, JSON_TYPE, json, SITES, site } from './FuzzCase.js'
import { byteMutations, mutated, mutatedBytes, mutations } from './mutate.js'
import { nastyNumber, nastyString, nastyValue } from './nasty.js'

const REPORTS = ['heatmap', 'paths', 'pages', 'forms', 'summary'] as const
const PARAMS = [
  'page',
  'layer',
  'from',
  'to',
  'device',
  'start',
  'end',
  'depth',
  'limit',
  'exclude',
  'search',
  'minWidth',
  'maxWidth',
  '__proto__',
  'constructor',
  'page[]',
  'page[$gt]',
  '$where',
  '',
  'toString',
  'hasOwnProperty',
]
const GOOD = [
  '/',
  '/pricing',
  'click',
  'move',
  'scroll',
  '2026-11-01',
  '2026-11-25T00:00:00Z',
  'mobile',
  '5',
  '0001-01-01',
  '9999-12-31',
]
/** A lone half of a surrogate pair has no percent-encoding. */
const encoded = (value: string) => encodeURIComponent(value.toWellFormed())
const paramValue = fc.oneof(
  fc.constantFrom(...GOOD),
  nastyString.map(encoded),
  nastyNumber.map(String),
  fc.constantFrom('%', '%zz', '%ff', '%00', '\xff'),
)
const query = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...PARAMS), nastyString.map(encoded)), paramValue), {
    maxLength: 6,
  })
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'))
/** A site's id in a path. */
const sitePath = fc.oneof(
  { weight: 8, arbitrary: site },
  { weight: 2, arbitrary: nastyString.map((value) => encoded(value) || '_') },
)

export const reportRequest = fc.record({ site: sitePath, report: fc.constantFrom(...REPORTS), query }).map(
  ({ site, report, query }): FuzzCase => ({
    kind: 'request',
    method: 'GET',
    path: `/api/sites/${site}/${report}?${query}`,
    headers: {},
  }),
)

export const FUNNEL = {
  steps: [
    { name: 'Landing', page: '/' },
    { page: '/**' },
    { click: '#buy' },
    { form: '#signup', action: 'submit' },
    { event: 'purchase', props: { plan: 'pro' } },
  ],
  window: 1_800,
  order: 'ordered',
  per: 'session',
  exclude: [{ page: '/help', after: 0 }],
  breakdown: 'device',
  from: '2026-10-01',
  to: '2026-12-01T00:00:00Z',
  device: 'desktop',
}
const SITE = {
  id: SITES[1],
  name: 'Moving',
  origins: ['https://shop.example'],
  pageRules: [
    { match: '/product/*/reviews', page: '/product/:id/reviews' },
    { match: '/docs/**', page: '/docs' },
  ],
  collapseIds: true,
  retentionDays: 395,
  rawDays: 30,
}

/** A route that takes a body, and a body that it takes; neither deletes nor renames what others need. */
const bodied = fc.oneof(
  { weight: 4, arbitrary: site.map((site) => ['POST', `/api/sites/${site}/funnel`, FUNNEL] as const) },
  fc.constant(['PATCH', `/api/sites/${SITES[1]}`, { ...SITE, id: undefined }] as const),
  fc.constant(['POST', '/api/sites', SITE] as const),
  fc.constant(['POST', `/api/sites/${SITES[1]}/tokens`, { expiresIn: 900 }] as const),
  fc.constant(['POST', `/api/sites/${SITES[1]}/secret`, {}] as const),
)
export const bodyRequest = fc
  .record({
    bodied,
    mutations,
    isChanged: fc.boolean(),
    bytes: fc.option(byteMutations, { nil: null, freq: 6 }),
    type: fc.constantFrom(
      'application/json',
      'application/json',
      'application/json',
      'text/plain',
      'text/html',
      '',
    ),
  })
  .map(({ bodied: [method, path, good], mutations, isChanged, bytes, type }): FuzzCase => {
    const body = json(isChanged ? mutated(good, mutations) : good)
    return {
      kind: 'request',
      method,
      path,
      body: bytes ? mutatedBytes(body, bytes) : body,
      headers: { 'content-type': type },
    }
  })

const b64 = (value: unknown) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url')
const TOKEN_HEAD = { alg: 'HS256', typ: 'JWT' }
const TOKEN_BODY = { site: SITES[0], scope: 'reports', exp: 4_102_444_800, iat: 1 }
/** Keys that are none: forged, cut, empty or no tokens at all. */
export const badKey: fc.Arbitrary<string> = fc.oneof(
  fc
    .record({
      head: fc.oneof(
        fc.constantFrom<object>(
          TOKEN_HEAD,
          { alg: 'none' },
          { alg: 'HS512' },
          { alg: 'RS256' },
          { alg: 'hs256' },
          { ...TOKEN_HEAD, crit: ['x'], x: 1 },
        ),
        mutations.map((changes) => mutated(TOKEN_HEAD, changes)),
      ),
      body: fc.oneof(
        fc.constant<unknown>(TOKEN_BODY),
        mutations.map((changes) => mutated(TOKEN_BODY, changes)),
      ),
      signature: fc.oneof(fc.constantFrom('', '.', 'AA', 'A'.repeat(43)), fc.base64String({ maxLength: 60 })),
    })
    .map(({ head, body, signature }) => `${b64(head)}.${b64(body)}.${signature}`),
  nastyString,
  fc.string({ maxLength: 40 }),
)
const AUTHORIZED = [
  ['GET', '/api/sites'],
  ['GET', `/api/sites/${SITES[0]}/summary`],
  ['GET', `/api/sites/${SITES[0]}/visitors/v-1`],
  ['POST', `/api/sites/${SITES[0]}/tokens`],
  ['DELETE', `/api/sites/${SITES[0]}`],
  ['DELETE', `/api/sites/${SITES[0]}/visitors/v-1`],
  ['PATCH', `/api/sites/${SITES[0]}`],
] as const
/** What headers can carry. */
const headerSafe = (value: string) => value.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?')
export const keyRequest = fc
  .record({
    route: fc.constantFrom(...AUTHORIZED),
    key: badKey,
    scheme: fc.constantFrom('Bearer ', 'bearer  ', 'Basic ', '', 'Bearer'),
  })
  .map(
    ({ route: [method, path], key, scheme }): FuzzCase => ({
      kind: 'request',
      method,
      path,
      headers: { authorization: headerSafe(scheme + key).slice(0, 8_000) },
    }),
  )

export const anyRequest = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'),
    path: fc.oneof(
      fc.constantFrom(
        '/',
        '/api',
        '/api/',
        '/api/sites/',
        '/api/tracking/events',
        '/api/tracking/events/',
        '/ws/tracking',
        '/ws/reports',
        '/metrics',
        '/api/docs',
        '/api/health',
        '/shop/../../package.json',
        '/%2e%2e/%2e%2e/etc/passwd',
        '/assets/..%2f..%2fpackage.json',
        '/\\..\\..',
        '//',
        '/%',
      ),
      fc.webPath().map((path) => path || '/'),
    ),
    body: fc.option(nastyValue.map(json), { nil: undefined }),
  })
  .map(
    ({ method, path, body }): FuzzCase => ({
      kind: 'request',
      method,
      path,
      ...(method !== 'GET' && method !== 'HEAD' && body && { body }),
      headers: body ? JSON_TYPE : {},
    }),
  )
