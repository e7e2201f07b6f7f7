import { AnalyticsProvider, Heatmap, type HeatmapLayer } from '@mouse-tracking/react'
import { createRoot } from 'react-dom/client'

/** What the test has to say: `?server=…&site=…&token=…&page=…&layer=…&height=…`. */
const given = Object.fromEntries(new URLSearchParams(window.location.search)) as Record<string, string>

/** The smallest host app: the heatmap of a page over a page that looks like it. */
createRoot(document.getElementById('root')!).render(
  <AnalyticsProvider baseUrl={given.server!} site={given.site!} getToken={async () => given.token!}>
    <Heatmap
      page={given.page!}
      layer={given.layer as HeatmapLayer}
      live
      pageWidth={1000}
      maxHeight="none"
      background={<div style={{ height: Number(given.height), background: '#fff' }} />}
    />
  </AnalyticsProvider>,
)
