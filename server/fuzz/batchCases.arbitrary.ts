import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { batch, largeBatch } from './batches.arbitrary.js'
import { type FuzzCase, JSON_TYPE, json, site } from './FuzzCase.js'
import { byteMutations, mutated, mutatedBytes, mutations } from './mutate.js'
import { nastyValue } from './nasty.js'

/** Few visitors: their sessions go on over many batches. */
const visitor = fc.nat(40).map((n) => `v-${n}`)
const session = fc.nat(2).map((n) => `s-${n}`)
const batchId = fc.uuid()

/** A batch with ids of its own. */
export const whole = fc
  .tuple(fc.oneof({ weight: 400, arbitrary: batch }, largeBatch), batchId, site, visitor, session)
  .map(([content, id, site, visitor, session]) => ({ ...content, id, site, visitor, session }))

const compression = fc.constantFrom('none', 'none', 'none', 'gzip')

/** Sockets have no compression of ours, nor headers that anybody reads. */
function sentAs(
  via: 'http' | 'socket',
  body: Buffer,
  compression: string,
  type: string,
  isValid: boolean,
): FuzzCase {
  const isGzip = compression === 'gzip' && via === 'http'
  return {
    kind: 'batch',
    via,
    body: isGzip ? gzipSync(body) : body,
    headers: { 'content-type': type, ...(isGzip && { 'content-encoding': 'gzip' }) },
    isValid,
  }
}

/** Batches as they should be. */
export const validBatch = fc
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
  .map(({ via, whole, compression, type }) => sentAs(via, json(whole), compression, type, true))

/** Batches that were changed somewhere within. */
export const changedBatch = fc
  .record({ via: fc.constantFrom('http' as const, 'socket' as const), whole, mutations, compression })
  .map(({ via, whole, mutations, compression }) =>
    sentAs(via, json(mutated(whole, mutations)), compression, JSON_TYPE['content-type'], false),
  )

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
export const brokenBatch = fc
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
