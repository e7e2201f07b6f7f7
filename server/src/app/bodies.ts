import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { badRequest, unsupportedMediaType } from '../problem/problem.exception.js'

const INGEST = '/api/tracking/events'

/**
 * How request bodies are read. Batches are handed on as bytes, so that one parser serves HTTP and WebSocket, and may come
 * as text/plain (a beacon then needs no preflight); all else is JSON. Gzip is inflated, and the body limit holds for
 * what comes out.
 */
export function readBodies(fastify: FastifyInstance<never>): void {
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser(
    ['application/json', 'text/plain'],
    { parseAs: 'buffer' },
    (request, body, done) => {
      const bytes = body as Buffer
      if (isIngest(request.url)) return done(null, bytes)
      if (bytes.length === 0) return done(null, undefined)
      try {
        done(null, JSON.parse(bytes.toString('utf8')))
      } catch (error) {
        done(badRequest(`The body is not valid JSON: ${(error as Error).message}`), undefined)
      }
    },
  )
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    const encoding = request.headers['content-encoding']
    if (encoding === undefined || encoding === 'identity') return done(null, payload)
    if (encoding !== 'gzip')
      return done(
        unsupportedMediaType(`Content-Encoding "${encoding}" is not taken; send gzip or none.`),
        payload,
      )
    done(null, inflated(payload))
  })
}

/** Whether the URL is the one that takes batches. */
export const isIngest = (url: string) => url === INGEST || url.startsWith(`${INGEST}?`)

/** The payload inflated, with the count of bytes received that Fastify compares with Content-Length. */
function inflated(payload: Readable): Readable & { receivedEncodedLength: number } {
  const gunzip = Object.assign(createGunzip(), { receivedEncodedLength: 0 })
  payload.on('data', (bytes: Buffer) => {
    gunzip.receivedEncodedLength += bytes.length
  })
  payload.on('error', (error) => gunzip.destroy(error))
  return payload.pipe(gunzip)
}
