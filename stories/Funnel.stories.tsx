import { Funnel } from '@mouse-tracking/react'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { funnel, funnelByDevice, funnelPrevious } from './reports'

const meta = { title: 'Funnel', component: Funnel, args: { data: funnel } } satisfies Meta<typeof Funnel>
export default meta
type Story = StoryObj<typeof meta>

export const Horizontal: Story = {}
export const Vertical: Story = { args: { direction: 'vertical' } }
export const Compared: Story = { args: { previousData: funnelPrevious } }
export const ByDevice: Story = { args: { data: funnelByDevice } }
export const Narrow: Story = { parameters: { hostWidth: 360 } }
export const Dark: Story = { globals: { scheme: 'dark' } }
export const RightToLeft: Story = { globals: { direction: 'rtl' } }
export const Bars: Story = { args: { data: funnelByDevice, breakdownView: 'bars' } }
