import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { heatmapJsVite } from '../../react/build/heatmapJsVite.ts'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [heatmapJsVite()],
  resolve: {
    alias: {
      '@mouse-tracking/contract': fileURLToPath(new URL('../../contract/src/index.ts', import.meta.url)),
    },
  },
  server: { host: '127.0.0.1', port: 0, fs: { allow: ['../..'] } },
  logLevel: 'warn',
})
