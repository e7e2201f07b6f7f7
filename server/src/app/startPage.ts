import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic, { type FastifyStaticOptions } from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** What the build put beside the server: `tracker.js` and the start page. */
const PUBLIC = fileURLToPath(new URL('../../public', import.meta.url))

/** Single-page apps: any path below theirs is their own to make sense of. */
const PAGES = { '/': 'index.html', '/shop': 'shop/index.html', '/preview': 'preview/index.html' }

/** Serves the tracker script and the start page, as far as they were built. */
export async function serveStartPage(fastify: FastifyInstance<never>): Promise<void> {
  if (!existsSync(PUBLIC)) return
  const options: FastifyStaticOptions = {
    root: PUBLIC,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => reply.header('cache-control', cachingOf(path)),
  }
  await fastify.register(fastifyStatic as never, options as never)
  for (const [path, file] of Object.entries(PAGES)) {
    const send = (_request: unknown, reply: FastifyReply) => reply.sendFile(file)
    fastify.get(path, send as never)
    if (path !== '/') fastify.get(`${path}/*`, send as never)
  }
}

/** Built assets have their hash in their name. */
const cachingOf = (path: string) =>
  path.startsWith(`${PUBLIC}/assets/`) ? 'public, max-age=31536000, immutable' : 'no-cache'
