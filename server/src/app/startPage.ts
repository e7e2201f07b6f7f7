import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** What the build put beside the server: `tracker.js` and the start page. */
const PUBLIC = fileURLToPath(new URL('../../public', import.meta.url))

/** Serves the tracker script and the start page, as far as they were built. */
export async function serveStartPage(fastify: FastifyInstance<never>): Promise<void> {
  if (!existsSync(PUBLIC)) return
  await fastify.register(
    fastifyStatic as never,
    { root: PUBLIC, wildcard: false, index: 'index.html' } as never,
  )
}
