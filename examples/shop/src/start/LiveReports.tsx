import { type PathAnchor, useFunnel, useHeatmap, usePaths } from '@mouse-tracking/react'
import { useState } from 'react'
import { Reports } from './Reports.js'
import type { ShownPage } from './ReportsProps.js'
import { FUNNEL_STEPS, PATH_DEPTH, PATH_LIMIT } from './reportSettings.js'
import { useFresh } from './useFresh.js'

const LIVE = { live: true }

const HINT = (
  <div className="hint">
    <b>Nothing here yet</b>
    <p>Move the mouse in the shop, or walk from page to page: it shows up here within two seconds.</p>
  </div>
)

/** The reports of what happens in the shop, as it happens. */
export function LiveReports({ page, layer, stage, tabs, heatmapRef }: ShownPage) {
  const [anchor, setAnchor] = useState<PathAnchor>({})
  const heatmap = useFresh(useHeatmap({ page, layer }, LIVE))
  const paths = useFresh(usePaths({ ...anchor, depth: PATH_DEPTH, limit: PATH_LIMIT }, LIVE))
  const funnel = useFresh(useFunnel({ steps: FUNNEL_STEPS }, LIVE))
  return (
    <Reports
      page={page}
      sample={false}
      tabs={tabs}
      heatmapRef={heatmapRef}
      heatmap={{ ...heatmap, ...stage, states: { empty: HINT } }}
      paths={{
        ...paths,
        ...anchor,
        depth: PATH_DEPTH,
        anchorOnClick: true,
        onAnchorChange: setAnchor,
        states: { empty: HINT },
      }}
      funnel={{ ...funnel, states: { empty: HINT } }}
    />
  )
}
