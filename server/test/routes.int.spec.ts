import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

// The built server: the decorators' metadata is the compiler's doing.
const { createApp } = await import('../dist/app/createApp.js' as string)
const { startEmbeddedStore } = await import('../dist/embedded/startEmbeddedStore.js' as string)
const { readConfig } = await import('../dist/config/config.js' as string)

/** Not part of the API: pages, their files, and what the browser asks before. */
const NO_API =
  /^\/(shop|preview)?(\/\*)?$|^\/(assets|shop|preview)\/|^\/[\w.-]+\.(js|html|map)$|^\*$|^\/api\/(docs|openapi\.json)/

it('describes every route of the router', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mt-routes-'))
  const store = await startEmbeddedStore({ path: folder })
  const app = await createApp({
    config: readConfig({ DATA_DIR: folder }),
    adminKey: 'x'.repeat(20),
    mongodbUri: store.uri,
    builtIn: true,
  })
  try {
    await app.init()
    const fastify = app.getHttpAdapter().getInstance()
    await fastify.ready()
    const { body } = await fastify.inject({ method: 'GET', url: '/api/openapi.json' })
    const { paths } = JSON.parse(body)
    const described = Object.entries<object>(paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(routesOf(fastify).sort()).toEqual(described.sort())
  } finally {
    await app.close()
    await store.close()
    await rm(folder, { recursive: true, force: true })
  }
})

/** Reads the router's own drawing of its tree. */
function routesOf(fastify: { printRoutes(options: object): string }): string[] {
  const prefixes: string[] = []
  const routes: string[] = []
  for (const line of fastify.printRoutes({ commonPrefix: true }).split('\n')) {
    const [, indent, part, methods] = /^([ │]*)(?:[├└]── )(.*?)(?: \(([A-Z, -]+)\))?$/.exec(line) ?? []
    if (part === undefined) continue
    const depth = indent!.length / 4
    prefixes.length = depth
    prefixes[depth] = (prefixes[depth - 1] ?? '') + part.replace('(empty root node)', '')
    const path = prefixes[depth]!
    for (const method of methods?.split(', ') ?? [])
      if (!NO_API.test(path) && method !== 'HEAD' && method !== 'OPTIONS')
        routes.push(`${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
  }
  return routes
}
