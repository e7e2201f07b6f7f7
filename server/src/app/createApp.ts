import { randomUUID } from 'node:crypto'
import { LIMITS } from '@mouse-tracking/contract'
import { ConsoleLogger, Logger } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { SwaggerModule } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { AppModule, type AppOptions } from '../app.module.js'
import { trustedHops } from '../limits/clientAddress.js'
import { LimitsService } from '../limits/limits.service.js'
import { failClosedWrites } from '../mongodb/failClosedWrites.js'
import { ingestBatches } from '../operations/metrics.js'
import { openApiDocument } from '../operations/openapi/openApiDocument.js'
import { sendProblem, toProblem } from '../problem/problem.filter.js'
import { isIngest, readBodies } from './bodies.js'
import { answerClientError, REQUEST_TIMES } from './clientErrors.js'
import { SocketAdapter } from './SocketAdapter.js'
import { addSecurityHeaders } from './securityHeaders.js'
import { serveStartPage } from './startPage.js'

/** The Nest application on Fastify, ready to listen. */
export async function createApp(options: AppOptions): Promise<NestFastifyApplication> {
  const { trustProxy } = options.config
  if (!failClosedWrites())
    new Logger('Store').warn(
      'This MongoDB driver is not known: after a lost connection it may need a restart.',
    )
  const adapter = new FastifyAdapter({
    bodyLimit: LIMITS.batchBytes,
    trustProxy: trustedHops(trustProxy),
    routerOptions: { maxParamLength: 256 },
    // For a line of the log and the answer that it is about.
    genReqId: () => randomUUID(),
    http: REQUEST_TIMES,
    requestTimeout: REQUEST_TIMES.requestTimeout,
    clientErrorHandler: answerClientError,
    // URLs that the router does not take.
    frameworkErrors: (error: Error, _request: unknown, reply: FastifyReply) =>
      sendProblem(reply.header('access-control-allow-origin', '*'), toProblem(error)),
  })
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(options), adapter, {
    bodyParser: false,
    logger: new ConsoleLogger({ json: true, logLevels: ['error', 'warn'] }),
    abortOnError: false,
  })
  app.useWebSocketAdapter(new SocketAdapter(app, options.config))
  app.enableCors({
    // No answer depends on a cookie, so there is nothing that another origin could borrow: reports go by their key, and
    // whether a site takes an origin's events is for the answer to say, which the tracker has to be able to read.
    origin: '*',
    methods: ['GET', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'content-encoding'],
    exposedHeaders: ['retry-after', 'x-request-id'],
    maxAge: 86_400,
    // An OPTIONS request that is no preflight is answered all the same.
    strictPreflight: false,
  })
  const limits = app.get(LimitsService)
  // Before the body is read.
  adapter.getInstance().addHook('onRequest', async ({ method, url, ip }) => {
    if (method !== 'POST' || !isIngest(url)) return
    try {
      await limits.ingest(ip)
    } catch (error) {
      ingestBatches.inc({ outcome: 'limited' })
      throw error
    }
  })
  addSecurityHeaders(adapter.getInstance())
  readBodies(adapter.getInstance())
  SwaggerModule.setup('api/docs', app, () => openApiDocument(options.builtIn), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Mouse Tracking API',
  })
  if (options.config.role !== 'worker') await serveStartPage(adapter.getInstance())
  return app
}
