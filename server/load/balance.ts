import { isDeepStrictEqual } from 'node:util'
import { comparable, expectedAnswer } from '../test/oracle/answer.js'
import type { Question } from '../test/oracle/arbitraryQuestion.js'
import type { RecordedView } from '../test/oracle/recorded.js'
import type { Reports } from '../torture/Reports.js'

/** What a server answers. */
export type Answer = Record<string, unknown>

/** Asks once all is rolled up. */
export function ask(reports: Reports, site: string, { report, params }: Question): Promise<Answer> {
  if (report === 'funnel') return reports.report(report, site, params)
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params))
    for (const item of [value].flat()) query.append(name, String(item))
  return reports.report(`${report}?${query}`, site)
}

/** @returns what is wrong with an answer, in a line; null when it is what a naive count of all batches gives */
export function difference(views: readonly RecordedView[], question: Question, told: Answer): string | null {
  if (told.pending !== 0) return `still pending: ${JSON.stringify(told).slice(0, 200)}`
  const expected: Answer = expectedAnswer(views, question, told as { from: string; to: string })
  const answer: Answer = comparable({ ...told }, expected)
  const wrong = Object.keys(expected).filter((key) => !isDeepStrictEqual(answer[key], expected[key]))
  if (wrong.length === 0) return null
  return wrong.map((key) => `${key}: ${firstDifference(answer[key], expected[key])}`).join('; ')
}

/** The path to what differs first, and both values. */
function firstDifference(told: unknown, expected: unknown, path = ''): string {
  const isPair = [told, expected].every((value) => value !== null && typeof value === 'object')
  if (!isPair)
    return `${JSON.stringify(told)} in place of ${JSON.stringify(expected)}${path && ` at ${path}`}`
  const [a, b] = [told as Record<string, unknown>, expected as Record<string, unknown>]
  const key = Object.keys({ ...a, ...b }).find((each) => !isDeepStrictEqual(a[each], b[each]))!
  return firstDifference(a[key], b[key], `${path}/${key}`)
}
