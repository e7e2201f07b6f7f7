import { PathSankey } from '@mouse-tracking/react'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { arabic } from './arabic'
import { inProvider } from './inProvider'
import { hugePaths, longPages, noPaths, onePage } from './madeReports'
import { paths, pathsLimit50 } from './reports'
import { type StoryServer, startStoryServer } from './storyServer'

const meta = {
  title: 'PathSankey',
  component: PathSankey,
  tags: ['autodocs'],
  args: { data: paths, onNodeClick: fn(), onLinkClick: fn(), onDropOffClick: fn() },
  argTypes: { data: { control: 'object' }, theme: { control: 'object' }, states: { control: false } },
} satisfies Meta<typeof PathSankey>

export default meta
type Story = StoryObj<typeof meta>

let server: StoryServer

/** Five steps of ten pages. Every prop is live in the controls below. */
export const Paths: Story = {
  play: async ({ canvas, canvasElement, userEvent, args, step }) => {
    const home = await canvas.findByRole('button', { name: /^\/ .*, Step 1\b/ })
    await step('traces a page through all columns', async () => {
      await userEvent.hover(home)
      await waitFor(() => expect(canvasElement.querySelectorAll('.mtr-traced').length).toBeGreaterThan(10))
      await userEvent.unhover(home)
      await waitFor(() => expect(canvasElement.querySelector('.mtr-traced')).toBeNull())
    })
    await step('goes from page to page with the arrow keys', async () => {
      home.focus()
      await userEvent.keyboard('{ArrowRight}')
      await expect(document.activeElement).toHaveAccessibleName(/, Step 2\b/)
      await userEvent.keyboard('{ArrowDown}{ArrowLeft}')
      await expect(document.activeElement).toHaveAccessibleName(/, Step 1\b/)
      await userEvent.keyboard('{Enter}')
      await expect(args.onNodeClick).toHaveBeenCalledWith(expect.objectContaining({ step: 0 }))
    })
    await step('hands over a drop-off that is clicked', async () => {
      await userEvent.click(canvasElement.querySelector('.mtr-dropoff') as Element)
      await expect(args.onDropOffClick).toHaveBeenCalledWith(expect.objectContaining({ page: '/', step: 0 }))
    })
    await step('shows a table', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Show as table' }))
      await expect(canvas.getAllByRole('row')).toHaveLength(paths.nodes.length + 1)
      await userEvent.click(canvas.getByRole('button', { name: 'Show as chart' }))
    })
  },
}

/** Five pages a step, the rest as one that can be taken apart. */
export const Expandable: Story = {
  args: { data: pathsLimit50, limit: 5 },
  play: async ({ canvas, userEvent }) => {
    const others = await canvas.findByRole('button', { name: /^Other pages.*, Step 2/ })
    const before = canvas.getAllByRole('button', { name: /, Step 2\b/ }).length
    await userEvent.click(others)
    await waitFor(() =>
      expect(canvas.getAllByRole('button', { name: /, Step 2\b/ }).length).toBeGreaterThan(before),
    )
    await userEvent.click(canvas.getByRole('button', { name: 'Show fewer pages' }))
    await waitFor(() => expect(canvas.getAllByRole('button', { name: /, Step 2\b/ })).toHaveLength(before))
  },
}

/** From a server: a click on a page starts there. */
export const FromServer: Story = {
  args: { data: undefined },
  render: ({ data: _, ...args }) => <PathSankey {...args} />,
  decorators: [inProvider],
  beforeEach: () => {
    server = startStoryServer()
    return server.stop
  },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: /^\/ .*, Step 1\b/ }))
    await waitFor(() => expect(canvas.getByText('Starting at /')).toBeVisible())
    await expect(server.asked.at(-1)).toContain('start=%2F')
    await userEvent.click(canvas.getByRole('button', { name: 'Show all paths' }))
    await waitFor(() => expect(canvas.queryByText('Starting at /')).toBeNull())
  },
}

export const OnePoint: Story = {
  args: { data: onePage },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: /^\/ 1.*, Step 1/ })).toBeVisible()
  },
}
export const Empty: Story = { args: { data: noPaths } }
export const Loading: Story = { args: { data: undefined, loading: true } }

/** Twenty steps of thirty pages. */
export const Huge: Story = { args: { data: hugePaths(), limit: 10 } }

export const Failed: Story = {
  args: { data: undefined, error: new Error('The analytics server did not answer.'), onRetry: fn() },
  play: async ({ canvas, userEvent, args }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }))
    await expect(args.onRetry).toHaveBeenCalled()
  },
}

export const Live: Story = {
  args: { data: undefined },
  render: ({ data: _, ...args }) => <PathSankey {...args} live />,
  decorators: [inProvider],
  beforeEach: () => {
    server = startStoryServer({ pace: 250 })
    return server.stop
  },
  play: async ({ canvas }) => {
    await waitFor(() => expect(canvas.getByText('4,025 sessions')).toBeVisible())
  },
}

export const In800: Story = {
  parameters: { hostWidth: 848 },
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByRole('button', { name: /^\/ .*, Step 1\b/ })
    const labels = [...canvasElement.querySelectorAll('.mtr-node text')].map((text) =>
      text.getBoundingClientRect(),
    )
    const overlapping = labels.flatMap((a, index) =>
      labels.slice(index + 1).filter((b) => {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        // Two labels may share the leading between their lines, not their letters.
        return across > 1 && down > 3
      }),
    )
    await expect(overlapping).toEqual([])
  },
}
export const Narrow: Story = { parameters: { hostWidth: 360 } }
export const Dark: Story = { globals: { scheme: 'dark' } }
export const RightToLeft: Story = { globals: { direction: 'rtl' }, args: { strings: arabic, locale: 'ar' } }
export const LongNames: Story = { args: { data: longPages } }
