// What TypeScript makes of the packed packages.
import type { Batch } from '@mouse-tracking/contract'
import {
  AnalyticsProvider,
  Funnel,
  Heatmap,
  type HeatmapReport,
  PathSankey,
  useHeatmap,
} from '@mouse-tracking/react'
import { Heatmap as HeatmapAlone } from '@mouse-tracking/react/heatmap'
import MouseTracker from '@mouse-tracking/tracker'

const tracker = new MouseTracker({
  apiUrl: 'https://analytics.example/api/tracking/events',
  site: 'demo',
  sampleRate: 0.1,
  beforeSend: (batch: Batch) => batch,
})
tracker.track('purchase', { plan: 'pro', amount: 3 })
// @ts-expect-error: a site is required
new MouseTracker({ apiUrl: '/api/tracking/events' })

function Views() {
  const report: HeatmapReport | undefined = useHeatmap({ page: '/pricing', layer: 'click' }).data
  return <b>{report?.views}</b>
}

export const panel = (
  <AnalyticsProvider baseUrl="https://analytics.example" site="demo" getToken={async () => 'token'}>
    <Heatmap page="/pricing" layer="click" background={<Views />} live />
    <HeatmapAlone page="/pricing" onElementClick={({ selector }) => selector.length} />
    <PathSankey start="/" depth={5} onNodeClick={({ page }) => page.length} />
    <Funnel steps={[{ page: '/' }, { event: 'purchase', props: { plan: 'pro' } }]} />
    {/* @ts-expect-error: there is no such layer */}
    <Heatmap page="/pricing" layer="hover" />
  </AnalyticsProvider>
)
