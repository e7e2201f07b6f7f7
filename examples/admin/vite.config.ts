import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The back end (`npm start`), while `npm run dev` serves the front end. */
const backEnd = 'http://localhost:4100'

export default defineConfig({
  plugins: [react()],
  build: { chunkSizeWarningLimit: 2_000 },
  server: { proxy: { '/login': backEnd, '/logout': backEnd, '/analytics': backEnd } },
})
