import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'

/** The demo shop without its tracker: what admin apps of other origins lay a heatmap over. There is nothing to gain on it. */
const PREVIEW = /^\/preview(?:[/?]|$)/

/** Headers that keep browsers from doing what no page of this server needs. */
export function addSecurityHeaders(fastify: FastifyInstance<never>): void {
  // One for each answer that it can give: helmet takes long over one that depends on the request.
  const secure = headersFor("'self'")
  const framedByAll = headersFor('*')
  fastify.addHook('onRequest', ({ raw }, reply, done) => {
    const headers = PREVIEW.test((raw as IncomingMessage).url ?? '') ? framedByAll : secure
    headers(raw, reply.raw, (error) => done(error as Error | undefined))
  })
}

const headersFor = (frameAncestors: string) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Swagger UI and the components set styles inline.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        // Not every browser takes 'self' for the WebSockets of the same host.
        connectSrc: ["'self'", 'ws:', 'wss:'],
        workerSrc: ["'self'", 'blob:'],
        frameSrc: ["'self'"],
        frameAncestors: [frameAncestors],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
      },
    },
    // Sites load the tracker script from here.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    // Pages of the demo shop are tracked with their referrers.
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    // Whether all of a host speaks TLS is for the proxy in front of it to say.
    strictTransportSecurity: false,
  })
