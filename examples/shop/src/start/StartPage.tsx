import { AnalyticsProvider, type HeatmapLayer } from '@mouse-tracking/react'
import { useCallback, useRef, useState } from 'react'
import { Choice } from './Choice.js'
import { fetchDemoToken } from './demoToken.js'
import { LiveReports } from './LiveReports.js'
import { Notice } from './Notice.js'
import type { ShownPage } from './ReportsProps.js'
import { SampleReports } from './SampleReports.js'
import { ShopFrame } from './ShopFrame.js'
import type { ShopView } from './ShopView.js'
import { pageOf, previewOf } from './shopPage.js'
import { useAvailability } from './useAvailability.js'
import { WhatIsWhere } from './WhatIsWhere.js'

const LAYERS: { value: HeatmapLayer; label: string }[] = [
  { value: 'move', label: 'Moves' },
  { value: 'click', label: 'Clicks' },
  { value: 'scroll', label: 'Scroll' },
  { value: 'rage', label: 'Rage' },
  { value: 'dead', label: 'Dead' },
  { value: 'error', label: 'Errors' },
]

const SOURCES = [
  { value: 'live', label: 'Live' },
  { value: 'sample', label: 'Sample' },
] as const

const HOME = '/shop'
const NO_VIEW: ShopView = { width: 0, height: 1, fold: 1, targets: [] }

/** A tracked shop on the left, and on the right what an admin sees of it. */
export function StartPage() {
  const availability = useAvailability()
  const [chosen, setChosen] = useState<'live' | 'sample' | null>(null)
  const source = chosen ?? (availability === 'none' ? 'sample' : 'live')
  const [path, setPath] = useState(HOME)
  const [view, setView] = useState(NO_VIEW)
  const [layer, setLayer] = useState<HeatmapLayer>('move')
  const heatmapRef = useRef<HTMLElement>(null)

  /** The heatmap shows the part of the page that the shop shows. */
  const followScroll = useCallback((share: number) => {
    const box = heatmapRef.current?.querySelector('.mtr-viewport')
    if (box) box.scrollTop = share * (box.scrollHeight - box.clientHeight)
  }, [])

  const shown: ShownPage = {
    path,
    page: pageOf(path),
    layer,
    view,
    stage: {
      layer,
      // Our own page, of our own origin.
      background: { iframe: previewOf(path), sandbox: false },
      pageWidth: view.width || undefined,
      maxHeight: HEATMAP_HEIGHT,
    },
    tabs: <Choice className="tabs" label="Layer" value={layer} options={LAYERS} onChange={setLayer} />,
    heatmapRef,
  }

  return (
    <>
      <header className="masthead">
        <h1>
          <Pointer />
          Mouse Tracking
        </h1>
        <p>Use the shop: what you do there shows up in the reports within two seconds.</p>
        <Choice className="switch" label="Data" value={source} options={SOURCES} onChange={setChosen} />
      </header>
      <Notice availability={availability} sample={source === 'sample'} />
      <main className="panes">
        <ShopFrame
          key={availability === 'none' ? 'untracked' : 'tracked'}
          src={availability === 'none' ? '/preview' : HOME}
          path={path}
          onPath={setPath}
          onView={setView}
          onScroll={followScroll}
        />
        {source === 'sample' ? (
          <SampleReports {...shown} />
        ) : (
          <AnalyticsProvider baseUrl="" site="demo" getToken={fetchDemoToken}>
            <LiveReports {...shown} />
          </AnalyticsProvider>
        )}
      </main>
      <WhatIsWhere />
    </>
  )
}

const HEATMAP_HEIGHT = 560

function Pointer() {
  return (
    <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true">
      <circle cx="9" cy="9" r="8" fill="#f0603a" opacity="0.22" />
      <circle cx="9" cy="9" r="5" fill="#f0603a" opacity="0.35" />
      <path
        d="M8 7l13 5.6-5.600 1.900L13 20z"
        fill="#f0603a"
        stroke="var(--page)"
        strokeWidth="1.2"
        strokeLinejoin="round"
      />
    </svg>
  )
}
