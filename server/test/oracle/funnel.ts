import type { FunnelBreakdown, FunnelQuery, FunnelStep, FunnelStepResult } from '@mouse-tracking/contract'
import { anyWindow } from './anyWindow.js'
import { groupBy } from './groupBy.js'
import { type KeyEvent, keyEventsOf } from './keyEvents.js'
import { quantile, ratio, seconds, sum } from './numbers.js'
import { compareReached, orderedAttempt } from './orderedAttempt.js'
import { type Filter, isIn } from './ranges.js'
import { compareText, type RecordedView } from './recorded.js'
import { type RecordedSession, sessionsOf } from './sessionsOf.js'

/** Instants in epoch ms. */
export type FunnelParams = Omit<FunnelQuery, 'from' | 'to' | 'device'> & Filter

/** An actor's best attempt. */
interface Best {
  steps: number
  /** Of each step; none with `any`. */
  times: number[]
  /** The sessions of all attempts that are best: more than one when attempts of several sessions start in one instant. */
  sessions: RecordedSession[]
}

/** Section 4.3. The breakdown is sorted by value, and null where equal attempts leave it open. */
export function funnel(all: readonly RecordedView[], params: FunnelParams) {
  const { device, per = 'visitor', breakdown } = params
  const sessions = sessionsOf(all).filter((session) => !device || session.device === device)
  const actors = groupBy(sessions, ({ visitor, session }) =>
    per === 'visitor' ? visitor : `${visitor} ${session}`,
  )
  const bests = [...actors.values()].flatMap((own) => bestOf(keyEventsOf(own), params) ?? [])
  const results = resultsOf(bests, params)
  return {
    steps: results,
    actors: results[0]!.count,
    converted: results.at(-1)!.count,
    ...(breakdown && { breakdown: brokenDown(bests, params, breakdown) }),
  }
}

function brokenDown(bests: readonly Best[], params: FunnelParams, breakdown: FunnelBreakdown) {
  if (bests.some(({ sessions }) => new Set(sessions.map((session) => session[breakdown])).size > 1))
    return null
  return [...groupBy(bests, ({ sessions }) => sessions[0]![breakdown])]
    .map(([value, own]) => ({ value, steps: resultsOf(own, params) }))
    .sort((a, b) => compareText(a.value, b.value))
}

function bestOf(events: readonly KeyEvent[], params: FunnelParams): Best | null {
  const { order, steps } = params
  const starts = events.filter(
    (event) =>
      isIn(event.at, params) && (order === 'any' ? steps : [steps[0]!]).some((step) => event.fits(step)),
  )
  const attempts = starts.map((start) => {
    if (order === 'any') return { start, times: [], ...anyWindow(events, start, params) }
    const times = orderedAttempt(events, start, params)
    return { start, times, steps: times.length, reachedAt: times.at(-1)! }
  })
  const compare = (a: (typeof attempts)[number], b: (typeof attempts)[number]) =>
    b.steps - a.steps || a.reachedAt - b.reachedAt || b.start.at - a.start.at
  const [best] = attempts.toSorted((a, b) => compare(a, b) || compareReached(a.times, b.times))
  if (!best) return null
  const equals = attempts.filter((attempt) => compare(attempt, best) === 0)
  return { ...best, sessions: equals.map(({ start }) => start.session) }
}

function resultsOf(bests: readonly Best[], { steps, order }: FunnelParams): FunnelStepResult[] {
  const counts = steps.map((_, k) => bests.filter((best) => best.steps > k).length)
  return steps.map((step, k) => {
    const count = counts[k]!
    const before = counts[k - 1] ?? count
    const times = bests.flatMap((best) =>
      k > 0 && best.times.length > k ? best.times[k]! - best.times[k - 1]! : [],
    )
    return {
      name: nameOf(step),
      count,
      conversion: ratio(count, counts[0]!),
      fromPrevious: ratio(count, before),
      dropped: before - count,
      seconds:
        order === 'any' || times.length === 0
          ? null
          : {
              median: seconds(quantile(times, 5)!),
              mean: seconds(sum(times) / times.length),
              p90: seconds(quantile(times, 9)!),
            },
    }
  })
}

function nameOf(step: FunnelStep): string {
  if (step.name !== undefined) return step.name
  if ('page' in step) return step.page
  if ('click' in step) return step.click
  return 'event' in step ? step.event : `${step.form} ${step.action}`
}
