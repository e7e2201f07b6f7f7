import type { FunnelReport, FunnelStepResult } from '@mouse-tracking/contract'
import { type Column, DataTable } from '../frame/DataTable.js'
import type { ResolvedLook } from '../theme/LookContext.js'

interface Line {
  step: FunnelStepResult
  index: number
  group: string | undefined
  previous: FunnelStepResult | undefined
}

interface FunnelTableProps {
  report: FunnelReport
  previous: FunnelReport | undefined
  look: ResolvedLook
}

export function FunnelTable({ report, previous, look }: FunnelTableProps) {
  const { strings, formats } = look
  const { table } = strings.funnel
  const lines = (
    steps: readonly FunnelStepResult[],
    group?: string,
    then?: readonly FunnelStepResult[],
  ): Line[] => steps.map((step, index) => ({ step, index, group, previous: then?.[index] }))
  const rows = [
    ...lines(report.steps, report.breakdown && strings.funnel.total, previous?.steps),
    ...(report.breakdown ?? []).flatMap(({ value, steps }) =>
      lines(steps, value, previous?.breakdown?.find((group) => group.value === value)?.steps),
    ),
  ]
  const columns: Column<Line>[] = [
    { heading: table.step, cell: ({ step, index }) => `${formats.number(index + 1)}. ${step.name}` },
    ...(report.breakdown
      ? [
          {
            heading: table.group,
            cell: ({ group }: Line) => group || strings.funnel.none,
          } satisfies Column<Line>,
        ]
      : []),
    { heading: table.count, cell: ({ step }) => formats.number(step.count), number: true },
    { heading: table.conversion, cell: ({ step }) => formats.percent(step.conversion), number: true },
    ...(previous
      ? [
          {
            heading: table.previous,
            cell: ({ previous: then }: Line) => formats.percent(then?.conversion ?? null),
            number: true,
          } satisfies Column<Line>,
        ]
      : []),
    { heading: table.fromPrevious, cell: ({ step }) => formats.percent(step.fromPrevious), number: true },
    { heading: table.dropped, cell: ({ step }) => formats.number(step.dropped), number: true },
    {
      heading: table.median,
      cell: ({ step }) => formats.duration(step.seconds?.median ?? null),
      number: true,
    },
    { heading: table.p90, cell: ({ step }) => formats.duration(step.seconds?.p90 ?? null), number: true },
  ]
  return (
    <DataTable
      label={strings.funnel.label}
      columns={columns}
      rows={rows}
      rowKey={({ group, index }) => `${group ?? ''}:${index}`}
    />
  )
}
