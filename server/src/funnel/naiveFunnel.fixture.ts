import type { FunnelQuery, FunnelStep, FunnelStepResult } from '@mouse-tracking/contract'
import { quantile, ratio, seconds } from '../reports/round.js'
import type { Happening, SessionFixture } from '../reports/session.fixture.js'
import { digest } from '../sessions/digest.js'

interface Event {
  what: Happening
  session: SessionFixture
}

/** What an actor's best attempt did: the times of the steps that it reached, and where it started. */
interface Outcome {
  reached: number
  times: number[]
  start: Event
}

/** The results of a funnel's steps after the contract's words one by one, by trying everything; as a whole and by value. */
export function naiveFunnel(
  sessions: readonly SessionFixture[],
  query: FunnelQuery & { from: string; to: string },
) {
  const { steps, window = 1_209_600, order = 'ordered', per = 'visitor', exclude = [], breakdown } = query
  const windowMs = window * 1_000
  const [from, to] = [Date.parse(query.from), Date.parse(query.to)]
  const kept = sessions.filter(
    ({ width = 1440 }) => query.device === undefined || deviceOf(width) === query.device,
  )
  const actors = new Map<string, Event[]>()
  for (const session of kept) {
    const actor = per === 'visitor' ? session.visitor : `${session.visitor} ${session.session}`
    const events = session.events.map((what) => ({ what, session }))
    actors.set(actor, [...(actors.get(actor) ?? []), ...events])
  }
  const isStart = ({ what: { at } }: Event) => at >= from && at < to
  const steppable = (kind: string) => steps.some((step) => kind in step)

  /** Whether the event ends an attempt that stands at a step, given that it does not fill the next. */
  const ends = ({ what }: Event, step: number) => {
    if (exclude.some(({ after, ...excluded }) => after === step && matches(what, excluded))) return true
    if (order !== 'strict' || matches(what, steps[step]!)) return false
    return 'page' in what || 'event' in what || steppable('click' in what ? 'click' : 'form')
  }

  function* attempts(start: Event, times: number[], left: readonly Event[]): Generator<Outcome> {
    const now = Math.min(...left.map(({ what }) => what.at))
    const outcome = { reached: times.length, times, start }
    if (times.length === steps.length || left.length === 0 || now > start.what.at + windowMs)
      return yield outcome
    if (now === start.what.at)
      yield* attempts(
        start,
        times,
        left.filter(({ what }) => what.at > now),
      )
    for (const event of left.filter(({ what }) => what.at === now)) {
      const rest = left.filter((other) => other !== event)
      if (matches(event.what, steps[times.length]!)) yield* attempts(start, [...times, now], rest)
      else if (ends(event, times.length - 1)) yield outcome
      else yield* attempts(start, times, rest)
    }
  }

  function* windows(opening: Event, events: readonly Event[]): Generator<Outcome> {
    for (const { what: last } of events) {
      if (last.at < opening.what.at || last.at > opening.what.at + windowMs) continue
      const inside = events.filter(({ what }) => what.at >= opening.what.at && what.at <= last.at)
      yield { reached: mostSteps(inside, steps), times: [last.at], start: opening }
    }
  }

  const outcomes = [...actors.values()].flatMap((events) => {
    const all = events
      .filter(isStart)
      .flatMap((start) =>
        order === 'any'
          ? steps.some((step) => matches(start.what, step))
            ? [...windows(start, events)]
            : []
          : matches(start.what, steps[0]!)
            ? [
                ...attempts(
                  start,
                  [start.what.at],
                  events.filter((e) => e !== start && e.what.at >= start.what.at),
                ),
              ]
            : [],
      )
      .sort(
        (a, b) =>
          b.reached - a.reached ||
          a.times.at(-1)! - b.times.at(-1)! ||
          b.start.what.at - a.start.what.at ||
          (a.times.map((time, k) => time - b.times[k]!).find((difference) => difference !== 0) ?? 0) ||
          compareSessions(b.start.session, a.start.session),
      )
    return all.slice(0, 1)
  })
  const timed = order !== 'any'
  const values =
    breakdown === undefined ? [] : outcomes.map(({ start }) => breakdownValue(start.session, breakdown))
  return {
    steps: results(outcomes),
    parts: new Map(values.map((value) => [value, results(outcomes.filter((_, i) => values[i] === value))])),
  }

  function results(given: readonly Outcome[]): Omit<FunnelStepResult, 'name'>[] {
    const count = (step: number) => given.filter(({ reached }) => reached > step).length
    return steps.map((_, step) => {
      const durations = given
        .filter(({ reached }) => timed && step > 0 && reached > step)
        .map(({ times }) => times[step]! - times[step - 1]!)
        .sort((a, b) => a - b)
      const mean = durations.reduce((sum, ms) => sum + ms, 0) / durations.length
      return {
        count: count(step),
        conversion: ratio(count(step), count(0)),
        fromPrevious: ratio(count(step), count(Math.max(0, step - 1))),
        dropped: step === 0 ? 0 : count(step - 1) - count(step),
        seconds:
          durations.length === 0
            ? null
            : {
                median: seconds(quantile(durations, 0.5)),
                mean: seconds(mean),
                p90: seconds(quantile(durations, 0.9)),
              },
      }
    })
  }
}

function matches(what: Happening, step: FunnelStep): boolean {
  if ('page' in step)
    return (
      'page' in what && (step.page === what.page || (step.page === '/p/*' && /^\/p\/[^/]+$/.test(what.page)))
    )
  if ('click' in step) return 'click' in what && step.click === what.click
  if ('form' in step) return 'form' in what && step.form === what.form && step.action === what.action
  if (!('event' in what) || step.event !== what.event) return false
  return Object.entries(step.props ?? {}).every(([key, value]) => what.props?.[key] === value)
}

function mostSteps(
  events: readonly Event[],
  steps: readonly FunnelStep[],
  filled: readonly number[] = [],
): number {
  const [event, ...rest] = events
  if (event === undefined) return filled.length
  const ways = [...steps.keys()].filter((step) => !filled.includes(step) && matches(event.what, steps[step]!))
  return Math.max(
    mostSteps(rest, steps, filled),
    ...ways.map((step) => mostSteps(rest, steps, [...filled, step])),
  )
}

/** Where all else is equal: by start and then digest, the order that sessions have in segments. */
function compareSessions(a: SessionFixture, b: SessionFixture): number {
  return a.events[0]!.at - b.events[0]!.at || digest(a.visitor, a.session) - digest(b.visitor, b.session)
}

const deviceOf = (width: number) => (width >= 1024 ? 'desktop' : width >= 600 ? 'tablet' : 'mobile')

function breakdownValue(
  { width = 1440, events, referrer = '(direct)' }: SessionFixture,
  breakdown: string,
): string {
  if (breakdown === 'device') return deviceOf(width)
  return breakdown === 'referrer' ? referrer : (events[0] as { page: string }).page
}
