import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { StorybookConfig } from '@storybook/react-vite'
import { mergeConfig } from 'vite'
import { heatmapJsVite } from '../react/build/heatmapJsVite.ts'

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const config: StorybookConfig = {
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  framework: '@storybook/react-vite',
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: { reactDocgen: 'react-docgen-typescript' },
  viteFinal: (config) =>
    mergeConfig(config, {
      plugins: [heatmapJsVite()],
      resolve: {
        // The stories import the library as its users do, and get its sources.
        alias: [
          // Vite looks for a bare name beside its index.html first, where the library's own folder has this one.
          {
            find: /^react$/,
            replacement: dirname(createRequire(import.meta.url).resolve('react/package.json')),
          },
          { find: /^@mouse-tracking\/react$/, replacement: from('../react/src/entry/index.ts') },
          { find: /^@mouse-tracking\/react\/(\w+)$/, replacement: from('../react/src/entry/$1.ts') },
          { find: /^@mouse-tracking\/contract$/, replacement: from('../contract/src/index.ts') },
        ],
      },
    }),
}

export default config
