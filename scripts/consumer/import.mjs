// What an ES module gets out of the packed packages.
import { strict as assert } from 'node:assert'
import { GRID, LIMITS } from '@mouse-tracking/contract'
import * as react from '@mouse-tracking/react'
import { Funnel } from '@mouse-tracking/react/funnel'
import { Heatmap } from '@mouse-tracking/react/heatmap'
import { PathSankey } from '@mouse-tracking/react/paths'
import { AnalyticsProvider, useHeatmap } from '@mouse-tracking/react/provider'
import MouseTracker, { MouseTracker as named } from '@mouse-tracking/tracker'

assert.equal(LIMITS.events, 5_000)
assert.equal(GRID.columns, 200)
assert.deepEqual(
  [react.Heatmap, react.PathSankey, react.Funnel, react.AnalyticsProvider, react.useHeatmap],
  [Heatmap, PathSankey, Funnel, AnalyticsProvider, useHeatmap],
)
assert.equal(MouseTracker, named)
// On a server the tracker does nothing, and does not throw.
const tracker = new MouseTracker({ apiUrl: 'https://analytics.example/api/tracking/events', site: 'demo' })
tracker.init()
tracker.track('purchase', { plan: 'pro' })
