import { fileURLToPath } from 'node:url'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumArgs, chromiumPath } from './.storybook/chromium.ts'
import { heatmapJsVite } from './react/build/heatmapJsVite.ts'

const contract = fileURLToPath(new URL('contract/src/index.ts', import.meta.url))

/** Anew for each project: vitest writes into it. */
const browser = () => ({
  enabled: true,
  headless: true,
  provider: playwright({
    launchOptions: { ...(chromiumPath && { executablePath: chromiumPath }), args: chromiumArgs },
  }),
  instances: [{ browser: 'chromium' as const }],
  screenshotFailures: false,
})

/** Tests wait for what is to happen, not for a time; on a busy machine it may take long. */
const patience = {
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 45_000 } },
}

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias: { '@mouse-tracking/contract': contract } },
        test: {
          name: 'unit',
          include: [
            '{contract,tracker,server,react,examples/shop}/src/**/*.spec.{ts,tsx}',
            'scripts/*.spec.ts',
            'server/torture/*.spec.ts',
          ],
          environment: 'node',
          ...patience,
        },
      },
      {
        // on the embedded store, or on the engine at MONGODB_URI
        test: {
          name: 'conformance',
          include: ['server/conformance/**/*.conformance.ts'],
          ...patience,
        },
      },
      {
        // Real server processes, on the built-in store or on MONGODB_URI and REDIS_URL.
        resolve: { alias: { '@mouse-tracking/contract': contract } },
        test: {
          name: 'integration',
          include: ['server/test/**/*.int.spec.ts'],
          ...patience,
          // Each file has servers and stores of its own, and waits for them more than it computes.
          maxWorkers: 3,
        },
      },
      {
        // Everything together in a real Chromium; needs `npm run build`.
        resolve: { alias: { '@mouse-tracking/contract': contract } },
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          ...patience,
          fileParallelism: false,
        },
      },
      {
        // Apps outside the project that install the packed library.
        resolve: { alias: { '@mouse-tracking/contract': contract } },
        test: {
          name: 'consumers',
          include: ['e2e/**/*.consumer.ts'],
          globalSetup: 'e2e/buildFirst.ts',
          ...patience,
        },
      },
      {
        plugins: [heatmapJsVite()],
        resolve: { alias: { '@mouse-tracking/contract': contract } },
        test: { name: 'browser', include: ['react/src/**/*.browser.ts'], browser: browser(), ...patience },
      },
      {
        plugins: [storybookTest({ configDir: '.storybook' })],
        test: { name: 'storybook', browser: browser(), ...patience },
      },
    ],
  },
})
