import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnyMatcher } from './AnyMatcher.js'
import type { AttemptRules } from './actorEvents.js'

interface Event {
  at: number
  steps: number
}

function match(events: readonly Event[], rules: AttemptRules) {
  const matcher = new AnyMatcher(rules)
  const columns = {
    at: Float64Array.from(events, ({ at }) => at),
    steps: Int32Array.from(events, ({ steps }) => steps),
    stops: new Int32Array(events.length),
    session: Uint32Array.from(events, (_, index) => index),
    count: events.length,
  }
  const reached = matcher.match(columns)
  return { reached, openedAt: reached === 0 ? null : events[matcher.session]!.at }
}

/** The most steps that events fill, by giving each event every step in turn, or none. */
function mostSteps(events: readonly Event[], steps: number, filled = 0): number {
  const [event, ...rest] = events
  if (event === undefined) return filled.toString(2).replaceAll('0', '').length
  let most = mostSteps(rest, steps, filled)
  for (let step = 0; step < steps; step++) {
    if ((event.steps >> step) & 1) most = Math.max(most, mostSteps(rest, steps, filled | (1 << step)))
  }
  return most
}

function naive(events: readonly Event[], { steps, windowMs, from, to }: AttemptRules) {
  const windows = events
    .filter(({ at }) => at >= from && at < to)
    .flatMap(({ at: openedAt }) =>
      events
        .filter(({ at }) => at >= openedAt && at <= openedAt + windowMs)
        .map(({ at: now }) => {
          const inside = events.filter(({ at }) => at >= openedAt && at <= now)
          return { reached: mostSteps(inside, steps), openedAt, now }
        }),
    )
  const [best] = windows.sort((a, b) => b.reached - a.reached || a.now - b.now || b.openedAt - a.openedAt)
  return best === undefined
    ? { reached: 0, openedAt: null }
    : { reached: best.reached, openedAt: best.openedAt }
}

const timeline = (steps: number) =>
  fc
    .array(
      fc.record({ gap: fc.constantFrom(0, 0, 1, 2), steps: fc.integer({ min: 1, max: 2 ** steps - 1 }) }),
      {
        maxLength: 7,
      },
    )
    .map((entries) => {
      let at = 0
      return entries.map(({ gap, steps }): Event => {
        at += gap
        return { at, steps }
      })
    })

const cases = fc.integer({ min: 2, max: 5 }).chain((steps) =>
  fc.tuple(
    timeline(steps),
    fc
      .tuple(fc.nat(8), fc.integer({ min: -1, max: 4 }), fc.integer({ min: 1, max: 9 }))
      .map(([windowMs, from, length]): AttemptRules => ({ steps, windowMs, from, to: from + length })),
  ),
)

describe('AnyMatcher', () => {
  it('agrees with trying every window and every way to fill the steps', () => {
    fc.assert(
      fc.property(cases, ([events, rules]) => {
        expect(match(events, rules)).toEqual(naive(events, rules))
      }),
      { numRuns: 2_000 },
    )
  }, 60_000)

  const open = { steps: 3, windowMs: 10, from: 0, to: 100 }
  const [A, B, C] = [1, 2, 4]

  it('takes steps in any order', () => {
    const events = [
      { at: 5, steps: C },
      { at: 9, steps: A },
      { at: 15, steps: B },
    ]
    expect(match(events, open)).toEqual({ reached: 3, openedAt: 5 })
    expect(match(events, { ...open, windowMs: 9 })).toEqual({ reached: 2, openedAt: 5 })
  })

  it('lets an event fill one step only', () => {
    const both = { at: 1, steps: A | B }
    expect(match([both], open).reached).toBe(1)
    expect(match([both, both], open).reached).toBe(2)
    expect(match([both, { at: 2, steps: A }], open).reached).toBe(2)
  })

  it('opens windows in the range only, while they may last beyond it', () => {
    const events = [
      { at: 1, steps: A },
      { at: 5, steps: B },
      { at: 9, steps: C },
    ]
    expect(match(events, { ...open, from: 2 })).toEqual({ reached: 2, openedAt: 5 })
    expect(match(events, { ...open, to: 2 })).toEqual({ reached: 3, openedAt: 1 })
    expect(match(events, { ...open, from: 10 })).toEqual({ reached: 0, openedAt: null })
  })

  it('stays quick for thousands of events that all match the same steps', () => {
    const events = Array.from({ length: 20_000 }, (_, at) => ({ at, steps: A | B | C }))
    expect(match(events, { ...open, steps: 20 }).reached).toBe(3)
  })
})
