import { fileURLToPath } from 'node:url'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumArgs, chromiumPath } from './.storybook/chromium.ts'
import { heatmapJsVite } from './react/build/heatmapJsVite.ts'

const contract = fileURLToPath(new URL('contract/src/index.ts', import.meta.url))

const browser = {
  enabled: true,
  headless: true,
  provider: playwright({
    launchOptions: { ...(chromiumPath && { executablePath: chromiumPath }), args: chromiumArgs },
  }),
  instances: [{ browser: 'chromium' as const }],
  screenshotFailures: false,
}

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
      {
        plugins: [heatmapJsVite()],
        resolve: { alias: { '@mouse-tracking/contract': contract } },
        test: { name: 'browser', include: ['react/src/**/*.browser.ts'], browser },
      },
      {
        plugins: [storybookTest({ configDir: '.storybook' })],
        test: { name: 'storybook', browser },
      },
    ],
  },
})
