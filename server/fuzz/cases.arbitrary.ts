import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { batch, largeBatch } from './batches.arbitrary.js'
import { byteMutations, mutated, mutatedBytes, mutations } from './mutate.js'
import { nastyNumber, nastyString, nastyValue } from './nasty.js'

/** Sites that a round sends to: one whose settings stay, and one whose settings are fuzzed too. */
export const SITES = ['fuzz-still', 'fuzz-moving'] as const

/** One thing to throw at the server. */
export type FuzzCase =
  /** A batch; `seen` is what it says when all of it arrives. `path` is how. */
  | { kind: 'batch'; via: 'http' | 'socket'; body: Buffer; headers: Record<string, string>; isValid: boolean }
  | { kind: 'request'; method: string; path: string; body?: Buffer; headers: Record<string, string> }
  | { kind: 'live'; frames: (string | Buffer)[] }
  /** Bytes on a bare connection. */
  | { kind: 'raw'; bytes: Buffer }

const JSON_TYPE = { 'content-type': 'application/json' }
const site = fc.constantFrom(SITES[0], SITES[0], SITES[0], SITES[1])
/** Few visitors: their sessions go on over many batches. */
const visitor = fc.nat(40).map((n) => `v-${n}`)
const session = fc.nat(2).map((n) => `s-${n}`)
const batchId = fc.uuid()
const json = (value: unknown) => Buffer.from(JSON.stringify(value) ?? 'undefined')

const whole = fc
  .tuple(fc.oneof({ weight: 400, arbitrary: batch }, largeBatch), batchId, site, visitor, session)
  .map(([content, id, site, visitor, session]) => ({ ...content, id, site, visitor, session }))

const compression = fc.constantFrom('none', 'none', 'none', 'gzip')

/** Batches as they should be. */
const validBatch = fc
  .record({
    via: fc.constantFrom('http' as const, 'http' as const, 'socket' as const),
    whole,
    compression,
    type: fc.constantFrom(
      'application/json',
      'text/plain',
      'text/plain;charset=UTF-8',
      'application/json; charset=utf-8',
    ),
  })
  .map(({ via, whole, compression, type }): FuzzCase => {
    const body = json(whole)
    const isGzip = compression === 'gzip' && via === 'http'
    return {
      kind: 'batch',
      via,
      body: isGzip ? gzipSync(body) : body,
      headers: { 'content-type': type, ...(isGzip && { 'content-encoding': 'gzip' }) },
      isValid: true,
    }
  })

/** Batches that were changed somewhere within. */
const changedBatch = fc
  .record({ via: fc.constantFrom('http' as const, 'socket' as const), whole, mutations, compression })
  .map(({ via, whole, mutations, compression }): FuzzCase => {
    const body = json(mutated(whole, mutations))
    const isGzip = compression === 'gzip' && via === 'http'
    return {
      kind: 'batch',
      via,
      body: isGzip ? gzipSync(body) : body,
      headers: { ...JSON_TYPE, ...(isGzip && { 'content-encoding': 'gzip' }) },
      isValid: false,
    }
  })

/** As much as a body holds of something small that is wrong, in one of its lists or objects. */
const flood = fc.record({
  list: fc.constantFrom('views', 'events', 'points', 'props'),
  entry: fc.constantFrom('0', '{}', '[]', '""', '1.5', '-1', 'null', '{"type":"click"}'),
})
function flooded(body: Buffer, { list, entry }: { list: string; entry: string }): Buffer {
  const count = Math.floor(1_040_000 / (entry.length + (list === 'props' ? 10 : 1)))
  const many = Array.from({ length: count }, (_, n) => (list === 'props' ? `"${n}":${entry}` : entry)).join()
  const filled = {
    views: `[${many}]`,
    events: `[{"events":[${many}]}]`,
    points: `[{"events":[{"type":"move","points":[${many}]}]}]`,
    props: `[{"events":[{"type":"custom","t":0,"name":"n","props":{${many}}}]}]`,
  }[list]
  const { views: _, ...rest } = JSON.parse(body.toString())
  return Buffer.from(`${JSON.stringify(rest).slice(0, -1)},"views":${filled}}`)
}

/** Batches whose bytes, compression or type are not what they should be. */
const brokenBatch = fc
  .record({
    via: fc.constantFrom('http' as const, 'http' as const, 'socket' as const),
    whole,
    bytes: byteMutations,
    how: fc.constantFrom(
      'bytes',
      'gzipBytes',
      'notGzip',
      'type',
      'encoding',
      'any',
      'deep',
      'bomb',
      'huge',
      'flood',
    ),
    header: fc.constantFrom(
      '',
      'x',
      'application/xml',
      'multipart/form-data; boundary=x',
      'application/json/',
      'gzip, gzip',
      'br',
      'GZIP',
    ),
    any: fc.uint8Array({ maxLength: 300 }),
    deep: fc.integer({ min: 10, max: 400_000 }),
    value: nastyValue,
    flood,
  })
  .map(({ via, whole, bytes, how, header, any, deep, value, flood }): FuzzCase => {
    const body = json(whole)
    const made = (body: Buffer, headers: Record<string, string> = {}): FuzzCase => ({
      kind: 'batch',
      via: Object.keys(headers).length > 0 ? 'http' : via,
      body,
      headers: { ...JSON_TYPE, ...headers },
      isValid: false,
    })
    switch (how) {
      case 'bytes':
        return made(mutatedBytes(body, bytes))
      case 'gzipBytes':
        return made(mutatedBytes(gzipSync(body), bytes), { 'content-encoding': 'gzip' })
      case 'notGzip':
        return made(body, { 'content-encoding': 'gzip' })
      case 'type':
        return made(body, { 'content-type': header })
      case 'encoding':
        return made(body, { 'content-encoding': header })
      case 'any':
        return made(Buffer.from(any))
      case 'deep':
        return made(Buffer.from(deep % 2 ? '['.repeat(deep) : '{"a":'.repeat(deep)))
      case 'flood':
        // Seldom: each takes the server as long as it takes to find all that is wrong.
        return deep % 8 ? made(json(value)) : made(flooded(json(whole), flood))
      case 'bomb':
        // Seldom: it takes the client longer than the server.
        return deep % 50 ? made(json(value)) : made(BOMB, { 'content-encoding': 'gzip' })
      default:
        return deep % 20 ? made(json(value)) : made(Buffer.alloc(deep % 40 ? 1_048_577 : 3_000_000, 0x20))
    }
  })

/** 200 MB of blanks. */
const BOMB = gzipSync(Buffer.alloc(200_000_000, 0x20))

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

const reportRequest = fc.record({ site: sitePath, report: fc.constantFrom(...REPORTS), query }).map(
  ({ site, report, query }): FuzzCase => ({
    kind: 'request',
    method: 'GET',
    path: `/api/sites/${site}/${report}?${query}`,
    headers: {},
  }),
)

const FUNNEL = {
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
const bodyRequest = fc
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
const keyRequest = fc
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

const anyRequest = fc
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

const LIVE = { subscribe: 'a', report: 'heatmap', site: SITES[0], params: { page: '/', layer: 'click' } }
const liveFrame = fc.oneof(
  fc
    .record({
      message: fc.constantFrom<object>(
        LIVE,
        { subscribe: 'f', report: 'funnel', site: SITES[0], params: FUNNEL },
        { ...LIVE, report: 'paths', params: { start: '/' } },
        { unsubscribe: 'a' },
      ),
      mutations,
      isChanged: fc.boolean(),
    })
    .map(
      ({ message, mutations, isChanged }) =>
        JSON.stringify(isChanged ? mutated(message, mutations) : message) ?? '',
    ),
  fc.record({ bytes: byteMutations }).map(({ bytes }) => mutatedBytes(json(LIVE), bytes).toString('latin1')),
  nastyValue.map((value) => JSON.stringify(value)),
  badKey.map((token) => JSON.stringify({ token })),
  fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
)
const live = fc
  .array(liveFrame, { minLength: 1, maxLength: 4 })
  .map((frames): FuzzCase => ({ kind: 'live', frames }))

/** Requests on a bare connection that no client library would send. */
const raw = fc
  .record({
    how: fc.constantFrom('chunkedCut', 'lengthCut', 'chunkedBad', 'twoLengths', 'head', 'socket', 'any'),
    whole,
    bytes: byteMutations,
    any: fc.uint8Array({ maxLength: 200 }),
  })
  .map(({ how, whole, bytes, any }): FuzzCase => {
    const body = json(whole).subarray(0, 60_000)
    const post = 'POST /api/tracking/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
    const chunk = `${body.length.toString(16)}\r\n`
    const made = (...parts: (string | Buffer)[]): FuzzCase => ({
      kind: 'raw',
      bytes: Buffer.concat(parts.map((part) => Buffer.from(part as string))),
    })
    switch (how) {
      case 'chunkedCut':
        return made(post, 'transfer-encoding: chunked\r\n\r\n', chunk, body, '\r\n')
      case 'lengthCut':
        return made(post, `content-length: ${body.length + 10}\r\n\r\n`, body)
      case 'chunkedBad':
        return made(
          post,
          'transfer-encoding: chunked\r\n\r\n',
          mutatedBytes(Buffer.from(chunk), bytes),
          body,
          '\r\n0\r\n\r\n',
        )
      case 'twoLengths':
        return made(
          post,
          `content-length: ${body.length}\r\ntransfer-encoding: chunked\r\n\r\n`,
          chunk,
          body,
          '\r\n0\r\n\r\n',
        )
      case 'head':
        return made(mutatedBytes(Buffer.from(`${post}\r\n`), bytes))
      case 'socket':
        return made(
          'GET /ws/tracking HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
          mutatedBytes(Buffer.concat([Buffer.of(0x81, 0x85, 1, 2, 3, 4), Buffer.from(any)]), bytes),
        )
      default:
        return made(Buffer.from(any))
    }
  })

/** Everything, most of it batches. */
export const fuzzCase: fc.Arbitrary<FuzzCase> = fc.oneof(
  { weight: 30, arbitrary: validBatch },
  { weight: 30, arbitrary: changedBatch },
  { weight: 12, arbitrary: brokenBatch },
  { weight: 8, arbitrary: reportRequest },
  { weight: 10, arbitrary: bodyRequest },
  { weight: 5, arbitrary: keyRequest },
  { weight: 2, arbitrary: anyRequest },
  { weight: 3, arbitrary: live },
  { weight: 1, arbitrary: raw },
)
