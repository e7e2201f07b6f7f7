import { Heatmap } from '@mouse-tracking/react'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { PricingPage } from './pages/PricingPage'
import { clicks, heatmaps } from './reports'

const meta = {
  title: 'Heatmap',
  component: Heatmap,
  args: { data: clicks, background: <PricingPage />, pageWidth: 1280 },
} satisfies Meta<typeof Heatmap>

export default meta
type Story = StoryObj<typeof meta>

export const Clicks: Story = {}
export const Elements: Story = { args: { display: 'elements' } }
export const Moves: Story = { args: { data: heatmaps.move } }
export const Scrolling: Story = { args: { data: heatmaps.scroll } }
export const WithoutBackground: Story = { args: { background: undefined } }
export const Narrow: Story = { parameters: { hostWidth: 360 } }
export const Dark: Story = { globals: { scheme: 'dark' } }
