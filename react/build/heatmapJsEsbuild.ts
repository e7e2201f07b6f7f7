import type { Plugin } from 'esbuild'
import { readHeatmapJsModule } from './heatmapJsSource.ts'

/** esbuild plugin: `import h337 from 'heatmap.js'` gets the strict-mode-safe module, bundled in. */
export function heatmapJsEsbuild(): Plugin {
  return {
    name: 'heatmap-js',
    setup(build) {
      build.onResolve({ filter: /^heatmap\.js$/ }, (args) => ({ path: args.path, namespace: 'heatmap-js' }))
      build.onLoad({ filter: /.*/, namespace: 'heatmap-js' }, () => ({
        contents: readHeatmapJsModule(),
        loader: 'js',
      }))
    },
  }
}
