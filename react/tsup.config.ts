import { readdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'tsup'
import { heatmapJsEsbuild } from './build/heatmapJsEsbuild.ts'

export default defineConfig({
  entry: {
    index: 'src/entry/index.ts',
    provider: 'src/entry/provider.ts',
    heatmap: 'src/entry/heatmap.ts',
    paths: 'src/entry/paths.ts',
    funnel: 'src/entry/funnel.ts',
    filters: 'src/entry/filters.ts',
  },
  format: ['esm', 'cjs'],
  target: 'es2022',
  platform: 'neutral',
  // The entry points share their contexts (provider, filters), so they share chunks, in CommonJS too.
  splitting: true,
  // Rollup's tree shaking would drop the directive below; a consumer's bundler shakes the chunks anyway.
  treeshake: false,
  banner: { js: '"use client";' },
  dts: {
    compilerOptions: {
      // A composite project lists its files, where this starts from the entries.
      composite: false,
      rootDir: '..',
      // tsup sets baseUrl by itself, which TypeScript 6 calls deprecated.
      ignoreDeprecations: '6.0',
      // As a source rather than a package, the contract's types become part of the bundle.
      paths: { '@mouse-tracking/contract': ['../contract/src/index.ts'] },
    },
  },
  clean: true,
  sourcemap: true,
  noExternal: ['@mouse-tracking/contract', 'heatmap.js'],
  esbuildPlugins: [heatmapJsEsbuild()],
  esbuildOptions(options) {
    options.legalComments = 'inline'
    options.jsx = 'automatic'
    options.alias = {
      '@mouse-tracking/contract': fileURLToPath(new URL('../contract/src/index.ts', import.meta.url)),
    }
  },
  onSuccess: putDirectiveFirst,
})

const CLIENT = '"use client";'

/** Splitting CommonJS puts its own preamble before the banner, and a directive counts only at the very top. */
async function putDirectiveFirst(): Promise<void> {
  for (const name of await readdir('dist')) {
    if (!name.endsWith('.cjs')) continue
    const code = await readFile(`dist/${name}`, 'utf8')
    const at = code.indexOf(CLIENT)
    if (at < 0) throw new Error(`dist/${name} has lost its "use client"`)
    if (at > 0) await writeFile(`dist/${name}`, CLIENT + code.slice(0, at) + code.slice(at + CLIENT.length))
  }
}
