import type { PathsReport } from '@mouse-tracking/contract'
import type { ResolvedLook } from '../theme/LookContext.js'
import { OTHER } from './layout/collapsePaths.js'

const NAMED = 3

/** Paths in two sentences, for those who do not see them. */
export function describePaths(report: PathsReport, { strings, formats }: ResolvedLook): string {
  const { paths } = strings
  const name = (id: string) => {
    const page = id.slice(id.indexOf(':') + 1)
    return page === OTHER ? paths.other : page
  }
  const summary = paths.summary(
    paths.sessions(formats.count(report.sessions)),
    formats.range(report.from, report.to),
  )
  const moves = [...report.links]
    .sort((a, b) => b.value - a.value)
    .slice(0, NAMED)
    .map(
      ({ source, target, value }) => `${paths.link(name(source), name(target))} (${formats.number(value)})`,
    )
  return moves.length > 0 ? `${summary} ${paths.topPaths(moves.join('; '))}` : summary
}
