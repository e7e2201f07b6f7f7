import { AnalyticsProvider } from '@mouse-tracking/react'
import type { Decorator } from '@storybook/react-vite'
import { STORY_SERVER } from './storyServer'

/** Puts a story under a provider of the stories' server. */
export const inProvider: Decorator = (Story) => (
  <AnalyticsProvider baseUrl={STORY_SERVER} site="demo" getToken={() => 'story'}>
    <Story />
  </AnalyticsProvider>
)
