import {
  AnalyticsProvider,
  DateRangeFilter,
  DeviceFilter,
  type Filters,
  useFilters,
} from '@mouse-tracking/react'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn } from 'storybook/test'
import { arabic } from './arabic'
import { STORY_SERVER } from './storyServer'

interface FiltersArgs {
  defaultFilters: Filters
  onFiltersChange: (filters: Filters) => void
}

/** Dates and device for everything below a provider. The controls are optional: `useFilters` is all that they use. */
const meta = {
  title: 'Filters',
  tags: ['autodocs'],
  args: { defaultFilters: {}, onFiltersChange: fn() },
  render: ({ defaultFilters, onFiltersChange }, { globals }) => (
    <AnalyticsProvider
      baseUrl={STORY_SERVER}
      site="demo"
      getToken={() => 'story'}
      defaultFilters={defaultFilters}
      onFiltersChange={onFiltersChange}
      {...(globals.direction === 'rtl' && { strings: arabic, locale: 'ar' })}
    >
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        <DateRangeFilter />
        <DeviceFilter />
      </div>
      <Shown />
    </AnalyticsProvider>
  ),
} satisfies Meta<FiltersArgs>

export default meta
type Story = StoryObj<FiltersArgs>

function Shown() {
  const { filters } = useFilters()
  return (
    <pre style={{ marginTop: 16, fontSize: 12 }}>
      <code>useFilters().filters = {JSON.stringify(filters, null, 2)}</code>
    </pre>
  )
}

/** The last 30 days of every device, unless the reader says otherwise. */
export const Default: Story = {
  play: async ({ canvas, userEvent, args, step }) => {
    await step('a device', async () => {
      await userEvent.selectOptions(canvas.getByLabelText('Device'), 'Mobile')
      await expect(args.onFiltersChange).toHaveBeenLastCalledWith({ device: 'mobile' })
    })
    await step('a preset of days', async () => {
      await userEvent.selectOptions(canvas.getByLabelText('Dates'), 'Last 7 days')
      await expect(args.onFiltersChange).toHaveBeenLastCalledWith({
        device: 'mobile',
        from: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        to: undefined,
      })
    })
    await step('and back', async () => {
      await userEvent.selectOptions(canvas.getByLabelText('Dates'), 'Last 30 days')
      await userEvent.selectOptions(canvas.getByLabelText('Device'), 'All devices')
    })
  },
}

/** Days of the reader's own choice (UTC); the last one is part of the range. */
export const CustomRange: Story = {
  args: { defaultFilters: { from: '2026-11-01', to: '2026-11-08', device: 'tablet' } },
  play: async ({ canvas }) => {
    await expect(canvas.getByLabelText('From')).toHaveValue('2026-11-01')
    await expect(canvas.getByLabelText('To')).toHaveValue('2026-11-07')
  },
}

export const Narrow: Story = { ...CustomRange, parameters: { hostWidth: 320 } }
export const Dark: Story = { args: CustomRange.args!, globals: { scheme: 'dark' } }
export const RightToLeft: Story = { args: CustomRange.args!, globals: { direction: 'rtl' } }
