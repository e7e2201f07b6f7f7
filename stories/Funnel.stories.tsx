import { Funnel, type FunnelStep } from '@mouse-tracking/react'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { arabic } from './arabic'
import { inProvider } from './inProvider'
import { longSteps, nobody, oneVisitor, twentySteps } from './madeReports'
import { funnel, funnelByDevice, funnelByReferrer, funnelPrevious } from './reports'
import { type StoryServer, startStoryServer } from './storyServer'

const meta = {
  title: 'Funnel',
  component: Funnel,
  tags: ['autodocs'],
  args: { data: funnel, onStepClick: fn(), onDropOffClick: fn() },
  argTypes: { data: { control: 'object' }, theme: { control: 'object' }, states: { control: false } },
} satisfies Meta<typeof Funnel>

export default meta
type Story = StoryObj<typeof meta>

const STEPS: FunnelStep[] = [
  { name: 'Landing', page: '/' },
  { page: '/product/*' },
  { click: '#add-to-cart' },
  { name: 'Checkout', page: '/checkout/address' },
  { event: 'purchase' },
]

let server: StoryServer

/** Steps side by side. Every prop is live in the controls below. */
export const Horizontal: Story = {
  play: async ({ canvas, userEvent, args, step }) => {
    await step('hands over a step that is clicked', async () => {
      await userEvent.click(await canvas.findByRole('button', { name: /^2 \/product/ }))
      await expect(args.onStepClick).toHaveBeenCalledWith({ index: 1, step: funnel.steps[1] })
    })
    await step('hands over a drop-off that is clicked', async () => {
      await userEvent.click(canvas.getByRole('button', { name: /^1,182 dropped off/ }))
      await expect(args.onDropOffClick).toHaveBeenCalledWith({ index: 1, step: funnel.steps[1] })
    })
    await step('shows a table', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Show as table' }))
      await expect(canvas.getByRole('row', { name: /5\. purchase 36/ })).toBeVisible()
      await userEvent.click(canvas.getByRole('button', { name: 'Show as chart' }))
    })
  },
}

export const Vertical: Story = { args: { direction: 'vertical' } }
export const Compared: Story = { args: { previousData: funnelPrevious } }
export const ByDevice: Story = {
  args: { data: funnelByDevice, previousData: funnelPrevious },
  play: async ({ canvas, userEvent }) => {
    await expect(canvas.getByRole('region', { name: 'mobile' })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Bars' }))
    await expect(canvas.getAllByRole('region', { name: /^Step / })).toHaveLength(5)
    await userEvent.click(canvas.getByRole('button', { name: 'Funnels' }))
  },
}
export const Bars: Story = { args: { data: funnelByDevice, breakdownView: 'bars' } }
export const ManyGroups: Story = { args: { data: funnelByReferrer } }

/** From a server, compared with the period before. */
export const FromServer: Story = {
  args: { data: undefined },
  render: ({ data: _, ...args }) => (
    <Funnel {...args} steps={STEPS} from="2026-10-24" to="2026-11-23" compare />
  ),
  decorators: [inProvider],
  beforeEach: () => {
    server = startStoryServer()
    return server.stop
  },
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByRole('button', { name: /^1 Landing/ })
    await waitFor(() => expect(canvasElement.querySelectorAll('.mtr-change')).toHaveLength(4))
    await expect(server.asked).toHaveLength(2)
    await expect(server.asked[1]).toContain('"from":"2026-09-24T00:00:00.000Z"')
  },
}

export const OnePoint: Story = { args: { data: oneVisitor } }
export const Empty: Story = { args: { data: nobody } }
export const Loading: Story = { args: { data: undefined, loading: true } }
export const Huge: Story = { args: { data: twentySteps } }
export const Failed: Story = {
  args: { data: undefined, error: new Error('The analytics server did not answer.'), onRetry: fn() },
  play: async ({ canvas, userEvent, args }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }))
    await expect(args.onRetry).toHaveBeenCalled()
  },
}
export const Live: Story = {
  args: { data: undefined },
  render: ({ data: _, ...args }) => <Funnel {...args} steps={STEPS} live />,
  decorators: [inProvider],
  beforeEach: () => {
    server = startStoryServer({ pace: 250 })
    return server.stop
  },
  play: async ({ canvas }) => {
    await waitFor(() => expect(canvas.getByText('38 converted')).toBeVisible())
  },
}

export const Narrow: Story = { parameters: { hostWidth: 360 } }
export const Dark: Story = { globals: { scheme: 'dark' } }
export const RightToLeft: Story = { globals: { direction: 'rtl' }, args: { strings: arabic, locale: 'ar' } }
export const LongNames: Story = { args: { data: longSteps } }
