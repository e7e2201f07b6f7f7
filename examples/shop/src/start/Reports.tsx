import {
  Funnel,
  type FunnelProps,
  Heatmap,
  type HeatmapProps,
  PathSankey,
  type PathSankeyProps,
} from '@mouse-tracking/react'
import type { ReactNode, Ref } from 'react'

interface ReportsProps {
  page: string
  sample: boolean
  tabs: ReactNode
  heatmapRef: Ref<HTMLElement>
  heatmap: HeatmapProps
  paths: PathSankeyProps
  funnel: FunnelProps
}

/** The admin view: three components over one site. */
export function Reports({ page, sample, tabs, heatmapRef, heatmap, paths, funnel }: ReportsProps) {
  return (
    <div className="reports" data-sample={sample}>
      <Panel title="Heatmap" about={page} sample={sample}>
        {tabs}
        <Heatmap ref={heatmapRef} {...heatmap} />
      </Panel>
      <Panel title="Paths" about="from page to page, session by session" sample={sample}>
        <PathSankey {...paths} />
      </Panel>
      <Panel title="Funnel" about="from the home page to an order" sample={sample}>
        <Funnel {...funnel} />
      </Panel>
    </div>
  )
}

interface PanelProps {
  title: string
  about: string
  sample: boolean
  children: ReactNode
}

function Panel({ title, about, sample, children }: PanelProps) {
  return (
    <article className="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <p>{about}</p>
        {sample && <strong className="stamp">Sample</strong>}
      </header>
      {children}
    </article>
  )
}
