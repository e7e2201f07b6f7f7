import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, type InlineConfig, preview } from 'vite'

export interface HostApp {
  url: string
  close(): Promise<void>
}

/** Builds the host app in `admin/` against the library as it is published, and serves it from an origin of its own. */
export async function serveHostApp(): Promise<HostApp> {
  const root = fileURLToPath(new URL('admin', import.meta.url))
  const outDir = await mkdtemp(join(tmpdir(), 'mouse-tracking-host-'))
  const config: InlineConfig = { root, configFile: false, logLevel: 'error', plugins: [react()] }
  await build({ ...config, build: { outDir, emptyOutDir: true } })
  const server = await preview({ ...config, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } })
  return {
    url: server.resolvedUrls!.local[0]!,
    async close() {
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
