import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

/**
 * Bundles and minifies what a site ships of a contender, with the same settings for each.
 * @param {string} name of the script in `contenders/`
 */
export async function bundle(name) {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('.', import.meta.url)),
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      lib: {
        entry: fileURLToPath(new URL(`contenders/${name}.js`, import.meta.url)),
        formats: ['iife'],
        name: 'contender',
      },
    },
  })
  const { output } = /** @type {import('vite').Rollup.RollupOutput[]} */ (result)[0] ?? { output: [] }
  const code = output.flatMap((file) => (file.type === 'chunk' ? [file.code] : [])).join('\n')
  return { code, gzipped: gzipSync(code, { level: 9 }).length }
}
