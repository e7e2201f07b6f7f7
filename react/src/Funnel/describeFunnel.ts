import type { FunnelReport } from '@mouse-tracking/contract'
import type { ResolvedLook } from '../theme/LookContext.js'
import { biggestDrop } from './layout/funnelRows.js'

/** A funnel in two sentences, for those who do not see it. */
export function describeFunnel(report: FunnelReport, { strings, formats }: ResolvedLook): string {
  const { funnel } = strings
  const summary = funnel.summary(
    formats.number(report.converted),
    formats.number(report.actors),
    formats.percent(report.actors > 0 ? report.converted / report.actors : null),
    formats.range(report.from, report.to),
  )
  const drop = biggestDrop(report)
  if (!drop) return summary
  const from = report.steps[drop.index - 1]?.name ?? ''
  const to = report.steps[drop.index]?.name ?? ''
  return `${summary} ${funnel.biggestDrop(from, to, formats.percent(drop.share))}`
}
