import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { LIMITS } from '@mouse-tracking/contract'
import type { FastifyInstance } from 'fastify'
import { badRequest, unsupportedMediaType } from '../problem/problem.exception.js'

const INGEST = '/api/tracking/events'
/** Bytes of a body that is too large, and is read to its end all the same. */
const MOST_DRAINED = 16 * LIMITS.batchBytes

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
  // Hung up on, its sender would meet a broken connection before it reads the answer; what is not much too large is let come.
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const length = Number(request.headers['content-length'])
    if (reply.statusCode === 413 && length > LIMITS.batchBytes && length <= MOST_DRAINED)
      reply.removeHeader('connection')
    done(null, payload)
  })
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
