import type { Preview } from '@storybook/react-vite'
import { configure } from 'storybook/test'
import './preview.css'

// Play functions also run on machines that are busy with other things.
configure({ asyncUtilTimeout: 45_000 })

const preview: Preview = {
  globalTypes: {
    scheme: {
      description: 'Colour scheme of the host page',
      toolbar: {
        title: 'Scheme',
        icon: 'mirror',
        items: [
          { value: 'light', title: 'Light', icon: 'sun' },
          { value: 'dark', title: 'Dark', icon: 'moon' },
        ],
        dynamicTitle: true,
      },
    },
    direction: {
      description: 'Text direction of the host page',
      toolbar: {
        title: 'Direction',
        icon: 'transfer',
        items: [
          { value: 'ltr', title: 'Left to right' },
          { value: 'rtl', title: 'Right to left' },
        ],
        dynamicTitle: true,
      },
    },
  },
  initialGlobals: { scheme: 'light', direction: 'ltr' },
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    controls: { expanded: true, sort: 'requiredFirst' },
    backgrounds: { disable: true },
    options: {
      storySort: {
        order: [
          'Introduction',
          'Heatmap',
          'Heatmap backgrounds',
          'PathSankey',
          'Funnel',
          'Filters',
          'Admin panel',
        ],
      },
    },
  },
  decorators: [
    (Story, { globals, parameters }) => (
      <div
        className="host"
        data-scheme={globals.scheme}
        data-bare={parameters.bare}
        dir={globals.direction}
        style={parameters.hostWidth ? { maxWidth: parameters.hostWidth } : undefined}
      >
        <Story />
      </div>
    ),
  ],
}

export default preview
