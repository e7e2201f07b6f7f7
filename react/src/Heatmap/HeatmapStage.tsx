import type { Device, HeatmapElement, HeatmapReport } from '@mouse-tracking/contract'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useElementSize } from '../frame/useElementSize.js'
import type { ResolvedLook } from '../theme/LookContext.js'
import {
  Background,
  type BackgroundPage,
  backgroundKind,
  type HeatmapBackground,
  NO_PAGE,
} from './Background.js'
import { describeHeatmap } from './describeHeatmap.js'
import { ElementBoxes } from './ElementBoxes.js'
import { elementAt } from './elementAt.js'
import { exportPng } from './exportPng.js'
import { HeatmapTable } from './HeatmapTable.js'
import type { HeatmapDisplay } from './HeatmapToolbar.js'
import { HeatReadout } from './HeatReadout.js'
import { HeatTiles } from './HeatTiles.js'
import { firstAtRow, sumAround, toCells } from './layout/cells.js'
import { hotSpots } from './layout/hotSpots.js'
import { PAGE_WIDTH, pageGeometry } from './layout/pageGeometry.js'
import { scrollProfile } from './layout/scrollProfile.js'
import { choosePainter, type PainterName } from './paint/choosePainter.js'
import { colorTable, type Palette } from './paint/colorTable.js'
import { ScrollLayer } from './ScrollLayer.js'
import { usePlacement } from './usePlacement.js'

/** What the stage finds out and its surroundings show. */
export interface StageFacts {
  notes: string[]
  download: (() => Promise<void>) | undefined
}

interface HeatmapStageProps {
  report: HeatmapReport
  look: ResolvedLook
  label: string
  device?: Device
  background?: HeatmapBackground
  pageWidth?: number
  maxHeight?: number | 'none'
  display: HeatmapDisplay
  opacity: number
  radius: number
  palette: Palette
  painter?: PainterName
  table: boolean
  onElementClick?: (element: HeatmapElement) => void
  onFacts: (facts: StageFacts) => void
}

const NO_CELLS = toCells([])

/** The page and what lies over it. */
export function HeatmapStage(props: HeatmapStageProps) {
  const { report, look, label, display, opacity, radius, palette, painter = 'auto', table, onFacts } = props
  const { device = 'desktop', pageWidth, maxHeight = 640, onElementClick } = props
  const { strings, formats } = look
  const [sizeRef, room] = useElementSize<HTMLDivElement>()
  const [page, setPage] = useState<BackgroundPage>(NO_PAGE)
  const onPage = useCallback((next: BackgroundPage) => {
    setPage((last) => (samePage(last, next) ? last : next))
  }, [])

  const kind = backgroundKind(props.background)
  const bare = kind.kind === 'none'
  const fallbackWidth = pageWidth ?? PAGE_WIDTH[device]
  const geometry = pageGeometry(report, bare ? NO_PAGE : page, room.width, fallbackWidth)
  const cells = useMemo(() => (report.layer === 'scroll' ? NO_CELLS : toCells(report.points)), [report])
  const profile = useMemo(() => (report.layer === 'scroll' ? scrollProfile(report) : null), [report])
  const colors = useMemo(() => colorTable(palette), [palette])
  const elements = report.layer === 'click' ? report.elements : undefined
  const boxes = display === 'elements' && report.layer === 'click' && !table
  const placement = usePlacement(elements, page, geometry, !table && !bare)

  const pageSpots = useMemo(
    () =>
      hotSpots(
        cells,
        report.rows,
        geometry.pageWidth / report.columns,
        geometry.pageWidth,
        report.rowHeight,
        radius / (geometry.scale || 1),
      ),
    [cells, report.rows, report.columns, report.rowHeight, geometry.pageWidth, geometry.scale, radius],
  )
  const stops = useMemo(
    () => pageSpots.map(({ x, y }) => ({ x: x * geometry.scale, y: y * geometry.scale })),
    [pageSpots, geometry.scale],
  )

  const notes: string[] = []
  if (boxes) {
    if (!placement) notes.push(strings.heatmap.noBackground)
    else if (placement.unplacedShare > 0)
      notes.push(strings.heatmap.unplaced(formats.percent(placement.unplacedShare)))
  }
  if (report.layer !== 'scroll' && !bare && page.height) {
    let beyond = 0
    for (let i = firstAtRow(cells, Math.ceil(page.height / report.rowHeight)); i < cells.length; i++)
      beyond += cells.values[i]!
    if (beyond > 0)
      notes.push(strings.heatmap.beyond(strings.heatmap.amount[report.layer](formats.count(beyond))))
  }
  const noted = notes.join('\n')
  useEffect(() => {
    onFacts({
      notes: noted ? noted.split('\n') : [],
      download: () => exportPng(),
    })
  }, [noted, onFacts])

  function read(x: number, y: number) {
    const box = placement?.placed.findLast(
      (one) => x >= one.left && x <= one.left + one.width && y >= one.top && y <= one.top + one.height,
    )
    const name = box?.element.selector ?? elementAt(page, geometry.scale, x, y)
    if (profile) {
      const row = Math.min(profile.rows - 1, Math.floor(y / geometry.rowHeight))
      return (
        <>
          <b>{strings.heatmap.reach(formats.percent(profile.reach[row] ?? 0))}</b>
          <span>{strings.heatmap.attention(formats.duration(profile.attention[row] ?? 0))}</span>
        </>
      )
    }
    if (report.layer === 'scroll') return null
    if (boxes) {
      if (!box) return null
      const { clicks, share, rage, dead } = box.element
      return (
        <>
          <b>{box.element.selector}</b>
          <span>
            {strings.heatmap.amount.click(formats.count(clicks))},{' '}
            {strings.heatmap.share(formats.percent(share))}
          </span>
          {rage > 0 && <span>{strings.heatmap.amount.rage(formats.count(rage))}</span>}
          {dead > 0 && <span>{strings.heatmap.amount.dead(formats.count(dead))}</span>}
        </>
      )
    }
    const sum = sumAround(cells, geometry.columnWidth, geometry.rowHeight, x, y, radius)
    if (sum === 0 && !name) return null
    const amount = strings.heatmap.amount[report.layer](formats.count(sum))
    return (
      <>
        <b>{strings.heatmap.within(amount, formats.number(radius))}</b>
        {sum > 0 && report.total > 0 && (
          <span>{strings.heatmap.share(formats.percent(sum / report.total))}</span>
        )}
        {name && <span>{name}</span>}
      </>
    )
  }

  const summary = describeHeatmap(report, look, pageSpots, geometry.pageWidth)
  if (table) {
    return (
      <HeatmapTable
        report={report}
        look={look}
        label={label}
        spots={pageSpots}
        pageWidth={geometry.pageWidth}
      />
    )
  }
  return (
    <>
      <p className="mtr-hidden">{summary}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only for what was clicked on the map */}
      <div
        ref={sizeRef}
        className="mtr-viewport"
        data-flow={maxHeight === 'none'}
        style={{
          maxHeight: maxHeight === 'none' ? undefined : maxHeight,
          minHeight: Math.min(geometry.height, 120),
        }}
        dir="ltr"
        onClick={(event) => {
          if (!onElementClick || !placement) return
          const origin = event.currentTarget.querySelector('.mtr-page')?.getBoundingClientRect()
          if (!origin) return
          const x = event.clientX - origin.left
          const y = event.clientY - origin.top
          const hit = placement.placed.findLast(
            (one) => x >= one.left && x <= one.left + one.width && y >= one.top && y <= one.top + one.height,
          )
          if (hit) onElementClick(hit.element)
        }}
      >
        {room.width > 0 && (
          <div className="mtr-page" style={{ width: geometry.width, height: geometry.height }}>
            <Background
              background={kind}
              pageWidth={pageWidth}
              fallbackWidth={fallbackWidth}
              pageHeight={geometry.pageHeight}
              scale={geometry.scale}
              onPage={onPage}
            />
            {!bare && <div className="mtr-veil" />}
            {profile ? (
              <ScrollLayer
                profile={profile}
                geometry={geometry}
                colors={colors}
                opacity={opacity}
                look={look}
                fold={undefined}
              />
            ) : boxes && placement ? (
              <ElementBoxes placed={placement.placed} formats={formats} />
            ) : (
              <HeatTiles
                cells={cells}
                rows={report.rows}
                geometry={geometry}
                painter={choosePainter(
                  painter,
                  cells.length,
                  geometry.width * report.rows * geometry.rowHeight,
                  radius,
                )}
                colors={colors}
                radius={radius}
                opacity={opacity}
              />
            )}
            <HeatReadout
              label={strings.heatmap.stage}
              geometry={geometry}
              radius={profile || boxes ? 0 : radius}
              stops={stops}
              read={read}
            />
          </div>
        )}
      </div>
    </>
  )
}

function samePage(a: BackgroundPage, b: BackgroundPage): boolean {
  return a.width === b.width && a.height === b.height && a.root === b.root && a.frame === b.frame
}
