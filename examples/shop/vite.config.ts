import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { trackerScript } from './build/trackerScript.ts'

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** A running server, for `npm run dev`. */
const SERVER = 'http://localhost:4000'

export default defineConfig({
  plugins: [react(), trackerScript()],
  build: {
    outDir: from('../../server/public'),
    emptyOutDir: true,
    rollupOptions: {
      input: {
        start: from('index.html'),
        shop: from('shop/index.html'),
        preview: from('preview/index.html'),
      },
    },
  },
  server: {
    proxy: { '/api': SERVER, '/tracker.js': SERVER, '/ws': { target: SERVER, ws: true } },
  },
})
