import type { Question } from './arbitraryQuestion.js'
import { forms } from './forms.js'
import { funnel } from './funnel.js'
import { heatmap } from './heatmap.js'
import { pages } from './pages.js'
import { paths } from './paths.js'
import { wholeDays } from './ranges.js'
import { compareText, type RecordedView } from './recorded.js'
import { summary } from './summary.js'

const REPORTS: Record<Question['report'], (views: readonly RecordedView[], params: any) => object> = {
  heatmap,
  paths,
  funnel,
  pages,
  forms,
  summary,
}

/**
 * What the contract has the server answer.
 * @param told the server's answer: a range that the question leaves open is taken from it.
 */
export function expectedAnswer(
  views: readonly RecordedView[],
  { report, params }: Question,
  told: { from: string; to: string },
) {
  const given = {
    from: Date.parse(params.from ?? told.from),
    to: Date.parse(params.to ?? told.to),
  }
  const range = report === 'paths' || report === 'funnel' ? given : wholeDays(given)
  return {
    ...REPORTS[report](views, { ...params, ...given }),
    from: new Date(range.from).toISOString(),
    to: new Date(range.to).toISOString(),
  }
}

/** What a server's answer says of what is expected, with its lists in the oracle's order where the contract gives none. */
export function comparable(told: Record<string, any>, expected: Record<string, any>) {
  // Additions to the contract are welcome.
  const answer = Object.fromEntries(Object.entries(told).filter(([key]) => key in expected))
  const by =
    (...keys: string[]) =>
    (a: any, b: any) =>
      keys.reduce(
        (order, key) => order || (typeof a[key] === 'number' ? a[key] - b[key] : compareText(a[key], b[key])),
        0,
      )
  answer.nodes?.sort(by('step', 'page'))
  answer.links?.sort(by('source', 'target'))
  answer.forms?.sort(by('page', 'form'))
  for (const { fields } of answer.forms ?? []) fields.sort(by('field'))
  if (expected.breakdown === null) answer.breakdown = null
  answer.breakdown?.sort(by('value'))
  return answer
}
