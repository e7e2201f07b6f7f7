import { Heatmap } from '@mouse-tracking/react'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { renderToStaticMarkup } from 'react-dom/server.browser'
import { expect, waitFor } from 'storybook/test'
import { heatOf } from './heatOf'
import { PricingPage } from './pages/PricingPage'
import { screenshot } from './pages/screenshot'
import { clicks } from './reports'

/** What can lie under the heat: an element (see Heatmap), an image, a page in an iframe, or nothing. */
const meta = {
  title: 'Heatmap backgrounds',
  component: Heatmap,
  args: { data: clicks, pageWidth: 1280 },
} satisfies Meta<typeof Heatmap>

export default meta
type Story = StoryObj<typeof meta>

/** A picture of the page, taken 1280 px wide. */
export const Image: Story = {
  args: { background: { image: screenshot } },
  play: async ({ canvas, canvasElement, userEvent }) => {
    await waitFor(() => expect(heatOf(canvasElement)).toBeGreaterThan(500))
    await userEvent.click(canvas.getByRole('button', { name: 'Elements' }))
    await expect(canvas.getByText(/Elements are placed on a live page/)).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Heat' }))
  },
}

const framedPage = () =>
  URL.createObjectURL(
    new Blob([`<!doctype html><body style="margin:0">${renderToStaticMarkup(<PricingPage />)}`], {
      type: 'text/html',
    }),
  )

/** The page in an iframe of this origin: its elements can be placed. */
export const Iframe: Story = {
  args: { display: 'elements' },
  render: (args, { loaded }) => <Heatmap {...args} background={{ iframe: loaded.url, sandbox: false }} />,
  loaders: [() => ({ url: framedPage() })],
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('[data-selector="#buy-team"]')).not.toBeNull())
    const frame = canvasElement.querySelector('iframe') as HTMLIFrameElement
    const element = frame.contentDocument?.querySelector('#buy-team') as Element
    const box = (
      canvasElement.querySelector('[data-selector="#buy-team"]') as Element
    ).getBoundingClientRect()
    const scale = frame.getBoundingClientRect().width / 1280
    await expect(box.top - frame.getBoundingClientRect().top).toBeCloseTo(
      element.getBoundingClientRect().top * scale,
      0,
    )
    await expect(box.width).toBeCloseTo(element.getBoundingClientRect().width * scale, 0)
  },
}

export const Nothing: Story = {}
