import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const contract = fileURLToPath(new URL('contract/src/index.ts', import.meta.url))

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias: { '@mouse-tracking/contract': contract } },
        test: {
          name: 'unit',
          include: ['{contract,tracker,server,react}/src/**/*.spec.{ts,tsx}'],
          environment: 'node',
        },
      },
    ],
  },
})
