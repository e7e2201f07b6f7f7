import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { AdminPanel } from './adminPanel/AdminPanel'
import { heatOf } from './heatOf'
import { type StoryServer, startStoryServer } from './storyServer'

let server: StoryServer

/** The three components as an admin app has them, with filters that all of them share. */
const meta = {
  title: 'Admin panel',
  component: AdminPanel,
  args: { live: false },
  parameters: { bare: true },
  beforeEach: () => {
    server = startStoryServer()
    return server.stop
  },
} satisfies Meta<typeof AdminPanel>

export default meta
type Story = StoryObj<typeof meta>

export const Overview: Story = {
  play: async ({ canvas, canvasElement, userEvent, step }) => {
    // Only what is on screen is painted.
    ;(await canvas.findByRole('region', { name: /^Clicks/ })).scrollIntoView()
    await waitFor(() => expect(heatOf(canvasElement)).toBeGreaterThan(500))
    await canvas.findByText('Landing')
    await canvas.findByRole('button', { name: /^\/ .*, Step 1\b/ })
    await step('one filter for all', async () => {
      const before = server.asked.length
      await userEvent.selectOptions(canvas.getByLabelText('Device'), 'Mobile')
      await waitFor(() => {
        const asked = server.asked.slice(before).filter((one) => one.includes('mobile'))
        const reports = new Set(asked.map((one) => one.split(/[ ?]/)[0]))
        expect([...reports].sort()).toEqual(['funnel', 'heatmap', 'pages', 'paths', 'summary'])
      })
    })
    await step('a page in the heatmap', async () => {
      await userEvent.selectOptions(canvas.getByLabelText('Device'), 'All devices')
      await userEvent.click(canvas.getByRole('button', { name: '/pricing' }))
      await expect(canvas.getByRole('heading', { name: 'Where people click on /pricing' })).toBeVisible()
    })
  },
}

/** Every report is pushed as it changes. */
export const Live: Story = {
  args: { live: true },
  play: async ({ canvas }) => {
    await waitFor(() => expect(canvas.getAllByText('Live')).toHaveLength(3))
  },
}

export const Dark: Story = { globals: { scheme: 'dark' } }
