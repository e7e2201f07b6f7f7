import type { Device, HeatmapReport } from '@mouse-tracking/contract'
import { useCallback, useMemo, useState } from 'react'
import {
  type BackgroundKind,
  type BackgroundPage,
  backgroundKind,
  type HeatmapBackground,
  NO_PAGE,
} from './Background.js'
import { type Cells, toCells } from './layout/cells.js'
import { heatGain } from './layout/heatGain.js'
import { type HotSpot, hotSpots } from './layout/hotSpots.js'
import { pageDensity } from './layout/pageDensity.js'
import { PAGE_WIDTH, type PageGeometry, pageGeometry } from './layout/pageGeometry.js'
import type { Placement } from './layout/placeElements.js'
import { type ScrollProfile, scrollProfile } from './layout/scrollProfile.js'
import { choosePainter, type PainterName } from './paint/choosePainter.js'
import { type ColorTable, colorTable, type Palette } from './paint/colorTable.js'
import type { HeatPainter } from './paint/HeatPainter.js'
import { usePlacement } from './usePlacement.js'

/** What the host and the reader have set. */
export interface SceneOptions {
  report: HeatmapReport
  background: HeatmapBackground | undefined
  pageWidth: number | undefined
  device: Device
  painter: PainterName
  palette: Palette
  /** Shown px. */
  radius: number
  opacity: number
  /** Boxes over elements instead of heat. */
  elements: boolean
}

/** All that is drawn: on screen, in the readout, in an exported picture. */
export interface HeatScene extends SceneOptions {
  kind: BackgroundKind
  page: BackgroundPage
  geometry: PageGeometry
  cells: Cells
  /** Of layer `scroll` only. */
  profile: ScrollProfile | null
  colors: ColorTable
  paint: HeatPainter
  /** Where the clicked elements are; null where they cannot be seen. */
  placement: Placement | null
  /** What brings the hottest place of the page to full heat. */
  gain: number
  /** In page px. */
  spots: HotSpot[]
}

const NO_CELLS = toCells([])

/** @param shownWidth px that there are for the page; 0 while unknown */
export function useHeatScene(
  options: SceneOptions,
  shownWidth: number,
): [scene: HeatScene, onPage: (page: BackgroundPage) => void, fallbackWidth: number] {
  const { report, background, pageWidth, device, painter, palette, radius, elements } = options
  const [measured, setMeasured] = useState<BackgroundPage>(NO_PAGE)
  const onPage = useCallback((next: BackgroundPage) => {
    setMeasured((last) => (samePage(last, next) ? last : next))
  }, [])

  const kind = backgroundKind(background)
  const page = kind.kind === 'none' ? NO_PAGE : measured
  const fallbackWidth = pageWidth ?? PAGE_WIDTH[device]
  const geometry = pageGeometry(report, page, shownWidth, fallbackWidth)
  const { scale, pageWidth: width } = geometry

  const cells = useMemo(() => (report.layer === 'scroll' ? NO_CELLS : toCells(report.points)), [report])
  const profile = useMemo(() => (report.layer === 'scroll' ? scrollProfile(report) : null), [report])
  const colors = useMemo(() => colorTable(palette), [palette])
  const { rows, columns, rowHeight } = report
  const [gain, spots] = useMemo(() => {
    const grid = { rows, width, columnWidth: width / columns, rowHeight }
    const pageRadius = radius / (scale || 1)
    const density = pageDensity(cells, grid, pageRadius)
    return [heatGain(density), hotSpots(density, cells, grid, pageRadius)]
  }, [cells, rows, columns, rowHeight, width, scale, radius])
  const placement = usePlacement(report.layer === 'click' ? report.elements : undefined, page, geometry)
  const scene: HeatScene = {
    ...options,
    elements: elements && report.layer === 'click',
    kind,
    page,
    geometry,
    cells,
    profile,
    colors,
    paint: choosePainter(painter, cells.length, geometry.width * report.rows * geometry.rowHeight, radius),
    placement,
    gain,
    spots,
  }
  return [scene, onPage, fallbackWidth]
}

function samePage(a: BackgroundPage, b: BackgroundPage): boolean {
  return a.width === b.width && a.height === b.height && a.root === b.root && a.frame === b.frame
}
