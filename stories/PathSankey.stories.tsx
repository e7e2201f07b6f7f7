import { PathSankey } from '@mouse-tracking/react'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { paths, pathsLimit5 } from './reports'

const meta = { title: 'PathSankey', component: PathSankey, args: { data: paths } } satisfies Meta<
  typeof PathSankey
>
export default meta
type Story = StoryObj<typeof meta>

export const Paths: Story = { args: { onNodeClick: () => {} } }
export const FivePages: Story = { args: { data: pathsLimit5 } }
export const In800: Story = { parameters: { hostWidth: 800 } }
export const Narrow: Story = { parameters: { hostWidth: 360 } }
export const Dark: Story = { globals: { scheme: 'dark' } }
export const RightToLeft: Story = { globals: { direction: 'rtl' } }
