import type { PathAnchor } from '@mouse-tracking/react'
import { useMemo, useState } from 'react'
import { sampleFunnel } from '../sample/sampleFunnel.js'
import { sampleHeatmap } from '../sample/sampleHeatmap.js'
import { lastMonth } from '../sample/sampleMeta.js'
import { samplePaths } from '../sample/samplePaths.js'
import { sampleSessions } from '../sample/sampleSessions.js'
import { Reports } from './Reports.js'
import type { ShownPage } from './ReportsProps.js'
import { PATH_DEPTH, PATH_LIMIT, SAMPLE_STEPS } from './reportSettings.js'

const SESSIONS = 4_000

/** The same reports of made-up visits, for a look at how they are with more than one visitor. */
export function SampleReports({ page, layer, view, stage, tabs, heatmapRef }: ShownPage) {
  const [anchor, setAnchor] = useState<PathAnchor>({})
  const [range] = useState(() => lastMonth(Date.now()))
  const sessions = useMemo(() => sampleSessions(SESSIONS), [])
  const views = useMemo(
    () => sessions.reduce((sum, { walk }) => sum + walk.filter((step) => step.page === page).length, 0),
    [sessions, page],
  )
  const heatmap = useMemo(
    () => sampleHeatmap({ ...view, page, views }, layer, range),
    [view, page, views, layer, range],
  )
  const paths = useMemo(
    () => samplePaths(sessions, { ...anchor, depth: PATH_DEPTH, limit: PATH_LIMIT }, range),
    [sessions, anchor, range],
  )
  const funnel = useMemo(() => sampleFunnel(sessions, SAMPLE_STEPS, range), [sessions, range])
  return (
    <Reports
      page={page}
      sample
      tabs={tabs}
      heatmapRef={heatmapRef}
      heatmap={{ data: heatmap, ...stage }}
      paths={{ data: paths, ...anchor, depth: PATH_DEPTH, anchorOnClick: true, onAnchorChange: setAnchor }}
      funnel={{ data: funnel }}
    />
  )
}
