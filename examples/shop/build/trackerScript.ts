import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const SCRIPT = fileURLToPath(new URL('../../../tracker/dist/tracker.js', import.meta.url))

/** Puts the tracker's script-tag build beside the pages, where `<script src="/tracker.js">` finds it. */
export function trackerScript(): Plugin {
  return {
    name: 'tracker-script',
    apply: 'build',
    async generateBundle() {
      const source = await readFile(SCRIPT, 'utf8').catch(() => {
        throw new Error('tracker/dist/tracker.js is missing; run `npm run build -w tracker` first')
      })
      this.emitFile({ type: 'asset', fileName: 'tracker.js', source })
    },
  }
}
