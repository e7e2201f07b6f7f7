import type { Plugin } from 'vite'
import { readHeatmapJsModule } from './heatmapJsSource.ts'

const ID = '\0heatmap.js'

/** Vite plugin: the same for whatever runs the library from its sources (Storybook, browser tests, benches). */
export function heatmapJsVite(): Plugin {
  return {
    name: 'heatmap-js',
    enforce: 'pre',
    config: () => ({ optimizeDeps: { exclude: ['heatmap.js'] } }),
    resolveId: (id) => (id === 'heatmap.js' ? ID : undefined),
    load: (id) => (id === ID ? readHeatmapJsModule() : undefined),
  }
}
