import { Heatmap, type HeatmapReport } from '@mouse-tracking/react'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, fn, waitFor } from 'storybook/test'
import { arabic } from './arabic'
import { heatOf } from './heatOf'
import { inProvider } from './inProvider'
import { hugeClicks, longSelectors, noClicks, oneClick } from './madeReports'
import { PricingPage } from './pages/PricingPage'
import { clicks, heatmaps } from './reports'
import { type StoryServer, startStoryServer } from './storyServer'

const meta = {
  title: 'Heatmap',
  component: Heatmap,
  tags: ['autodocs'],
  args: { data: clicks, background: <PricingPage />, pageWidth: 1280, onElementClick: fn() },
  argTypes: {
    data: { control: 'object' },
    background: { control: false },
    maxHeight: { control: 'number' },
    palette: { control: 'select', options: ['classic', 'fire', 'viridis'] },
    opacity: { control: { type: 'range', min: 0, max: 1, step: 0.05 } },
    radius: { control: { type: 'range', min: 8, max: 80 } },
    theme: { control: 'object' },
    states: { control: false },
  },
} satisfies Meta<typeof Heatmap>

export default meta
type Story = StoryObj<typeof meta>

let server: StoryServer

/** Clicks over the live page. Every prop is live in the controls below. */
export const Clicks: Story = {
  play: async ({ canvas, canvasElement, userEvent, step }) => {
    const readout = canvas.getByRole('group', { name: /Arrow keys/ })
    await step('paints heat', () => waitFor(() => expect(heatOf(canvasElement)).toBeGreaterThan(1_000)))
    await step('says what it shows', () =>
      expect(canvas.getByText(/691 clicks in 830 views of \/pricing/)).toBeInTheDocument(),
    )
    await step('reads the map with the keyboard', async () => {
      readout.focus()
      await userEvent.keyboard('n')
      await expect(canvas.getByText(/clicks within 28 px/)).toBeVisible()
      await expect(canvas.getByText(/^#/, { selector: '.mtr-tip span' })).toBeVisible()
      await userEvent.keyboard('{Escape}')
      await expect(canvas.queryByText(/within 28 px/)).toBeNull()
    })
    await step('shows a table', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Show as table' }))
      const row = canvas.getByRole('row', { name: /#buy-team/ })
      await expect(row).toHaveTextContent('139')
      await userEvent.click(canvas.getByRole('button', { name: 'Show as chart' }))
    })
  },
}

export const Moves: Story = { args: { data: heatmaps.move } }
export const RageClicks: Story = { args: { data: heatmaps.rage } }
export const DeadClicks: Story = { args: { data: heatmaps.dead } }
export const ErrorClicks: Story = { args: { data: heatmaps.error } }

/** Bands of attention, and lines down to where views got. */
export const Scrolling: Story = {
  // The recording is older than the average fold.
  args: { data: { ...heatmaps.scroll, averageFold: 812 } as HeatmapReport },
  play: async ({ canvas, userEvent }) => {
    await expect(canvas.getByText('Everyone saw down to here')).toBeInTheDocument()
    await expect(canvas.getByText('50% got this far')).toBeInTheDocument()
    await expect(canvas.getByText('Average fold')).toBeInTheDocument()
    await userEvent.click(canvas.getByRole('button', { name: 'Show as table' }))
    await expect(canvas.getByRole('row', { name: /^0 px 100%/ })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Show as chart' }))
  },
}

/** Boxes over the elements that were clicked, wherever this width puts them. */
export const Elements: Story = {
  args: { display: 'elements' },
  play: async ({ canvas, canvasElement, userEvent, args, step }) => {
    const box = await waitFor(() => {
      const found = canvasElement.querySelector('[data-selector="#buy-team"]')
      expect(found).not.toBeNull()
      return found as Element
    })
    await step('lies over its element', () => {
      const element = canvasElement.querySelector('#buy-team') as Element
      const [a, b] = [box.getBoundingClientRect(), element.getBoundingClientRect()]
      for (const side of ['left', 'top', 'width', 'height'] as const) expect(a[side]).toBeCloseTo(b[side], 0)
    })
    await step('tells what could not be placed', async () => {
      await expect(await canvas.findByText(/of clicks could not be placed/)).toBeVisible()
    })
    await step('hands over the element that is clicked', async () => {
      box.scrollIntoView({ block: 'center' })
      const { left, top, width, height } = box.getBoundingClientRect()
      const coords = { clientX: left + width / 2, clientY: top + height / 2 }
      const target = canvas.getByRole('group', { name: /Arrow keys/ })
      await userEvent.pointer([
        { target, coords },
        { keys: '[MouseLeft]', target, coords },
      ])
      await expect(args.onElementClick).toHaveBeenCalledWith(
        expect.objectContaining({ selector: '#buy-team' }),
      )
    })
  },
}

/** The same boxes on a page that has laid itself out for a phone. */
export const ElementsOnPhone: Story = {
  ...Elements,
  args: { display: 'elements', pageWidth: undefined },
  parameters: { hostWidth: 390 },
}

/** 100,000 cells on a page of 20,000 px: only what is on screen is painted. */
export const Huge: Story = {
  render: (args, { loaded }) => <Heatmap {...args} data={loaded.data} />,
  loaders: [() => ({ data: hugeClicks() })],
  args: { background: undefined },
  play: async ({ canvasElement, step }) => {
    await waitFor(() => expect(heatOf(canvasElement)).toBeGreaterThan(1_000))
    const page = canvasElement.querySelector('.mtr-page') as HTMLElement
    const painted = () => [...canvasElement.querySelectorAll('[data-tile] canvas')]
    await step('paints a few tiles of many', () => {
      expect(page.clientHeight).toBeGreaterThan(10 * page.clientWidth)
      expect(canvasElement.querySelectorAll('[data-tile]').length).toBeGreaterThan(20)
      expect(painted().length).toBeLessThan(6)
    })
    await step('paints others when they come on screen', async () => {
      const viewport = canvasElement.querySelector('.mtr-viewport') as HTMLElement
      viewport.scrollTop = viewport.scrollHeight
      const last = canvasElement.querySelectorAll('[data-tile]').length - 1
      await waitFor(() => expect(canvasElement.querySelector(`[data-tile="${last}"] canvas`)).not.toBeNull())
      await waitFor(() => expect(painted().length).toBeLessThan(6))
      viewport.scrollTop = 0
    })
  },
}

export const OnePoint: Story = { args: { data: oneClick } }
export const Empty: Story = { args: { data: noClicks } }
export const Loading: Story = { args: { data: undefined, loading: true } }

/** A server that cannot answer; it comes back when asked again. */
export const Failed: Story = {
  args: { data: undefined },
  render: ({ data: _, ...args }) => <Heatmap {...args} page="/pricing" />,
  decorators: [inProvider],
  beforeEach: () => {
    server = startStoryServer({
      problem: { status: 400, title: 'Bad request', detail: 'The page must begin with a slash.' },
    })
    return server.stop
  },
  play: async ({ canvas, userEvent, canvasElement }) => {
    await waitFor(() =>
      expect(canvas.getByRole('alert')).toHaveTextContent('The page must begin with a slash.'),
    )
    server.recover()
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(heatOf(canvasElement)).toBeGreaterThan(1_000))
  },
}

/** An error as the host tells it, with the host's own states in place of ours. */
export const OwnStates: Story = {
  args: {
    data: undefined,
    error: new Error('quota exceeded'),
    onRetry: fn(),
    states: {
      loading: <p>Just a moment…</p>,
      empty: <p>Nobody came.</p>,
      error: ({ error, retry }) => (
        <p>
          Oh no: {error.message}.{' '}
          <button type="button" onClick={retry}>
            Again
          </button>
        </p>
      ),
    },
  },
  play: async ({ canvas, userEvent, args }) => {
    await expect(canvas.getByText(/Oh no: quota exceeded/)).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Again' }))
    await expect(args.onRetry).toHaveBeenCalled()
  },
}

/** From a server: layer, device and width can be chosen. */
export const FromServer: Story = {
  args: { data: undefined },
  render: ({ data: _, ...args }) => <Heatmap {...args} page="/pricing" from="2026-10-24" to="2026-11-23" />,
  decorators: [inProvider],
  beforeEach: () => {
    server = startStoryServer()
    return server.stop
  },
  play: async ({ canvas, canvasElement, userEvent, step }) => {
    await waitFor(() => expect(heatOf(canvasElement)).toBeGreaterThan(1_000))
    await step('asks for what it shows', () =>
      expect(server.asked).toEqual(['heatmap?from=2026-10-24&layer=click&page=%2Fpricing&to=2026-11-23']),
    )
    await step('asks for another layer', async () => {
      await userEvent.selectOptions(canvas.getByLabelText('Layer'), 'Scrolling')
      await waitFor(() => expect(canvas.getByText('Everyone saw down to here')).toBeInTheDocument())
      await userEvent.selectOptions(canvas.getByLabelText('Layer'), 'Clicks')
    })
    await step('asks for a device and a width', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Filters' }))
      await userEvent.selectOptions(canvas.getByLabelText('Device'), 'Mobile')
      await userEvent.type(canvas.getByLabelText('Most'), '512')
      await waitFor(() => expect(server.asked.at(-1)).toContain('device=mobile'))
      await waitFor(() => expect(server.asked.at(-1)).toContain('maxWidth=512'))
      await userEvent.keyboard('{Escape}')
      await expect(canvas.queryByLabelText('Device')).toBeNull()
    })
  },
}

/** Follows the server: watch the number of views. */
export const Live: Story = {
  args: { data: undefined },
  render: ({ data: _, ...args }) => <Heatmap {...args} page="/pricing" live />,
  decorators: [inProvider],
  beforeEach: () => {
    server = startStoryServer({ pace: 250 })
    return server.stop
  },
  play: async ({ canvas, step }) => {
    await step('shows pushed reports', async () => {
      await waitFor(() => expect(canvas.getByText('Live')).toBeVisible())
      await waitFor(() => expect(canvas.getByText('836 views')).toBeVisible())
    })
    await step('says when the connection is gone, and comes back', async () => {
      server.disconnect()
      await waitFor(() => expect(canvas.getByText('Reconnecting…')).toBeVisible())
      await waitFor(() => expect(canvas.getByText('Live')).toBeVisible())
    })
  },
}

/** Opacity, radius and colours. */
export const Appearance: Story = {
  play: async ({ canvas, canvasElement, userEvent, step }) => {
    await waitFor(() => expect(heatOf(canvasElement)).toBeGreaterThan(1_000))
    await userEvent.click(canvas.getByRole('button', { name: 'Appearance' }))
    await step('a larger radius heats more of the page', async () => {
      const before = heatOf(canvasElement)
      fireEvent.change(canvas.getByRole('slider', { name: /Radius/ }), { target: { value: '80' } })
      await waitFor(() => expect(heatOf(canvasElement)).not.toBe(before))
    })
    await step('another palette', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Fire' }))
      await expect(canvas.getByRole('button', { name: 'Fire' })).toHaveAttribute('aria-pressed', 'true')
    })
  },
}

/** The whole page as a picture. */
export const Download: Story = {
  play: async ({ canvas, canvasElement, userEvent }) => {
    await waitFor(() => expect(heatOf(canvasElement)).toBeGreaterThan(1_000))
    let saved: { name: string; blob: Promise<Blob> } | undefined
    const click = HTMLAnchorElement.prototype.click
    HTMLAnchorElement.prototype.click = function () {
      saved = { name: this.download, blob: fetch(this.href).then((response) => response.blob()) }
    }
    try {
      await userEvent.click(canvas.getByRole('button', { name: 'Download PNG' }))
      await waitFor(() => expect(saved).toBeDefined())
    } finally {
      HTMLAnchorElement.prototype.click = click
    }
    await expect(saved?.name).toBe('heatmap-pricing-click.png')
    const image = await createImageBitmap(await (saved?.blob as Promise<Blob>))
    const page = canvasElement.querySelector('.mtr-page') as HTMLElement
    // Twice as sharp, with a caption above.
    await expect(image.width).toBe(page.clientWidth * 2)
    await expect(image.height).toBe((page.clientHeight + 44) * 2)
  },
}

export const Dark: Story = { globals: { scheme: 'dark' } }
export const Narrow: Story = { parameters: { hostWidth: 340 } }
export const RightToLeft: Story = { globals: { direction: 'rtl' }, args: { strings: arabic, locale: 'ar' } }
export const LongNames: Story = { args: { data: longSelectors, display: 'elements' } }

/** Colours of the host, in its own words for colours. */
export const Themed: Story = {
  args: {
    theme: { accent: '#b4233c', radius: '0', fontFamily: 'Georgia, serif', fontSize: '15px' },
    palette: ['#2b1055', '#d53369', '#ffd36e'],
    locale: 'de',
  },
}
