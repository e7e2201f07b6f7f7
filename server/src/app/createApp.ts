import { LIMITS } from '@mouse-tracking/contract'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { WsAdapter } from '@nestjs/platform-ws'
import { AppModule, type AppOptions } from '../app.module.js'
import { trustedHops } from '../limits/clientAddress.js'
import { LimitsService } from '../limits/limits.service.js'
import { isIngest, readBodies } from './bodies.js'
import { serveStartPage } from './startPage.js'

/** The Nest application on Fastify, ready to listen. */
export async function createApp(options: AppOptions): Promise<NestFastifyApplication> {
  const { trustProxy } = options.config
  const adapter = new FastifyAdapter({
    bodyLimit: LIMITS.batchBytes,
    trustProxy: trustedHops(trustProxy),
    routerOptions: { maxParamLength: 256 },
  })
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(options), adapter, {
    bodyParser: false,
    logger: ['error', 'warn'],
    abortOnError: false,
  })
  // Gateways read their messages as they come: both protocols are plain JSON, with no event names.
  app.useWebSocketAdapter(new WsAdapter(app, { messageParser: (data) => ({ event: 'message', data }) }))
  app.enableCors({
    origin: '*',
    methods: ['GET', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'content-encoding'],
    exposedHeaders: ['retry-after'],
    maxAge: 86_400,
  })
  const limits = app.get(LimitsService)
  // Before the body is read.
  adapter.getInstance().addHook('onRequest', async ({ method, url, ip }) => {
    if (method === 'POST' && isIngest(url)) await limits.ingest(ip)
  })
  readBodies(adapter.getInstance())
  await serveStartPage(adapter.getInstance())
  return app
}
