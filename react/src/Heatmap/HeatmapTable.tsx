import type { HeatmapElement, HeatmapReport, PointHeatmap, ScrollHeatmap } from '@mouse-tracking/contract'
import { type Column, DataTable } from '../frame/DataTable.js'
import type { ResolvedLook } from '../theme/LookContext.js'
import type { HotSpot } from './layout/hotSpots.js'
import { scrollProfile } from './layout/scrollProfile.js'

interface HeatmapTableProps {
  report: HeatmapReport
  look: ResolvedLook
  label: string
  /** In page px. */
  spots: readonly HotSpot[]
  pageWidth: number
}

/** The report in words and numbers: elements for clicks, the hottest areas for other layers, depths for scrolling. */
export function HeatmapTable({ report, look, label, spots, pageWidth }: HeatmapTableProps) {
  if (report.layer === 'scroll') return <ScrollTable report={report} look={look} label={label} />
  if (report.elements?.length) return <ElementTable elements={report.elements} look={look} label={label} />
  return <SpotTable report={report} look={look} label={label} spots={spots} pageWidth={pageWidth} />
}

function ElementTable({
  elements,
  look,
  label,
}: {
  elements: readonly HeatmapElement[]
  look: ResolvedLook
  label: string
}) {
  const { strings, formats } = look
  const { table } = strings.heatmap
  const columns: Column<HeatmapElement>[] = [
    { heading: table.element, cell: ({ selector }) => <code>{selector}</code> },
    { heading: table.clicks, cell: ({ clicks }) => formats.number(clicks), number: true },
    { heading: table.share, cell: ({ share }) => formats.percent(share), number: true },
    { heading: table.rage, cell: ({ rage }) => formats.number(rage), number: true },
    { heading: table.dead, cell: ({ dead }) => formats.number(dead), number: true },
  ]
  return <DataTable label={label} columns={columns} rows={elements} rowKey={({ selector }) => selector} />
}

function SpotTable({
  report,
  look,
  label,
  spots,
  pageWidth,
}: Omit<HeatmapTableProps, 'report'> & { report: PointHeatmap }) {
  const { strings, formats } = look
  const { table, amount } = strings.heatmap
  const columns: Column<HotSpot>[] = [
    {
      heading: table.area,
      cell: ({ x, y }) => table.areaAt(formats.percent(x / pageWidth), formats.number(Math.round(y))),
    },
    { heading: table.amount, cell: (spot) => amount[report.layer](formats.count(spot.amount)), number: true },
    { heading: table.share, cell: (spot) => formats.percent(spot.amount / report.total), number: true },
  ]
  return <DataTable label={label} columns={columns} rows={spots} rowKey={({ x, y }) => `${x}:${y}`} />
}

const DEPTHS = 20

function ScrollTable({ report, look, label }: { report: ScrollHeatmap; look: ResolvedLook; label: string }) {
  const { strings, formats } = look
  const { table } = strings.heatmap
  const profile = scrollProfile(report)
  const step = Math.max(1, Math.ceil(profile.rows / DEPTHS))
  const rows = Array.from({ length: Math.ceil(profile.rows / step) }, (_, index) => index * step)
  const columns: Column<number>[] = [
    { heading: table.depth, cell: (row) => `${formats.number(row * profile.rowHeight)} px` },
    { heading: table.reached, cell: (row) => formats.percent(profile.reach[row] ?? 0), number: true },
    { heading: table.attention, cell: (row) => formats.duration(profile.attention[row] ?? 0), number: true },
  ]
  return <DataTable label={label} columns={columns} rows={rows} rowKey={(row) => String(row)} />
}
