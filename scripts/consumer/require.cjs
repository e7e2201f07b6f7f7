// What a CommonJS module gets out of the packed packages.
const { strict: assert } = require('node:assert')
const react = require('@mouse-tracking/react')
const { Heatmap } = require('@mouse-tracking/react/heatmap')
const { MouseTracker } = require('@mouse-tracking/tracker')

assert.equal(react.Heatmap, Heatmap)
for (const name of ['PathSankey', 'Funnel', 'AnalyticsProvider', 'usePaths', 'useFunnel'])
  assert.ok(react[name], name)
assert.equal(typeof MouseTracker, 'function')
