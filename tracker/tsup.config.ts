import { fileURLToPath } from 'node:url'
import { defineConfig } from 'tsup'

const contract = fileURLToPath(new URL('../contract/src/index.ts', import.meta.url))
const target = 'es2022'

export default defineConfig([
  {
    entry: { index: 'src/index.ts' },
    format: ['esm', 'cjs'],
    target,
    platform: 'browser',
    sourcemap: true,
    dts: {
      compilerOptions: {
        // A composite project lists its files, where this starts from the entry.
        composite: false,
        rootDir: '..',
        // tsup sets baseUrl by itself, which TypeScript 6 calls deprecated.
        ignoreDeprecations: '6.0',
        // As a source rather than a package, the contract's types become part of the bundle.
        paths: { '@mouse-tracking/contract': ['../contract/src/index.ts'] },
      },
    },
    esbuildOptions(options) {
      options.alias = { '@mouse-tracking/contract': contract }
    },
  },
  {
    // What the script tag loads.
    entry: { tracker: 'src/script.ts' },
    format: ['iife'],
    target,
    platform: 'browser',
    minify: 'terser',
    terserOptions: {
      ecma: 2020,
      toplevel: true,
      compress: {
        passes: 4,
        unsafe_arrows: true,
        pure_getters: true,
        hoist_props: true,
        // It packs better without.
        sequences: false,
        // Templates put together with `+`, comparisons turned round: ours are of strings and numbers alone.
        unsafe: true,
        unsafe_comps: true,
      },
    },
    outExtension: () => ({ js: '.js' }),
    esbuildOptions(options) {
      options.alias = { '@mouse-tracking/contract': contract }
      // Each of the two finds something that the other leaves.
      options.minify = true
      // Names of our own, which neither the page, its DOM nor the wire knows.
      options.mangleProps =
        /^(after|end|guard|head|isOpen|listen|navigated|onEnd|over|report|scrolled|scroller|settings|settle|tell|touch)$/
    },
  },
])
