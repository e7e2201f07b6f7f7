import type { PathNode, PathsReport } from '@mouse-tracking/contract'
import { useMemo } from 'react'
import { type Column, DataTable } from '../frame/DataTable.js'
import type { ResolvedLook } from '../theme/LookContext.js'
import { OTHER } from './layout/collapsePaths.js'
import { pathGraph } from './layout/pathGraph.js'

interface PathTableProps {
  report: PathsReport
  look: ResolvedLook
}

/** The paths page by page, and where most went from each. */
export function PathTable({ report, look }: PathTableProps) {
  const { strings, formats } = look
  const { table } = strings.paths
  const graph = useMemo(() => pathGraph(report), [report])
  const name = (page: string) => (page === OTHER ? strings.paths.other : page)
  const next = useMemo(() => {
    const most = new Map<string, { target: string; value: number }>()
    for (const { source, target, value } of report.links) {
      if (value > (most.get(source)?.value ?? 0)) most.set(source, { target, value })
    }
    return most
  }, [report])
  const columns: Column<PathNode>[] = [
    { heading: table.page, cell: ({ page }) => name(page) },
    { heading: table.step, cell: ({ step }) => formats.number(step + 1), number: true },
    { heading: table.sessions, cell: ({ count }) => formats.number(count), number: true },
    { heading: table.starts, cell: ({ starts }) => formats.number(starts), number: true },
    { heading: table.exits, cell: ({ exits }) => formats.number(exits), number: true },
    {
      heading: table.next,
      cell: ({ id }) => {
        const most = next.get(id)
        return most
          ? `${name(most.target.slice(most.target.indexOf(':') + 1))} (${formats.number(most.value)})`
          : ''
      },
    },
  ]
  return (
    <DataTable label={strings.paths.label} columns={columns} rows={graph.nodes} rowKey={({ id }) => id} />
  )
}
