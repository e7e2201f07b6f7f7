import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ActorEvents, AttemptRules } from './actorEvents.js'
import { OrderedMatcher } from './OrderedMatcher.js'

interface Event {
  at: number
  steps: number
  stops: number
}

interface Attempt {
  times: number[]
  start: Event
}

function columns(events: readonly Event[]): ActorEvents {
  return {
    at: Float64Array.from(events, ({ at }) => at),
    steps: Int32Array.from(events, ({ steps }) => steps),
    stops: Int32Array.from(events, ({ stops }) => stops),
    // Each event a session of its own, to see which one an attempt started with.
    session: Uint32Array.from(events, (_, index) => index),
    count: events.length,
  }
}

function match(events: readonly Event[], rules: AttemptRules) {
  return read(new OrderedMatcher(rules), events)
}

function read(matcher: OrderedMatcher, events: readonly Event[]) {
  const reached = matcher.match(columns(events))
  return {
    reached,
    times: [...matcher.times.subarray(0, reached)],
    start: reached === 0 ? null : matcher.session,
  }
}

const has = (mask: number, step: number) => ((mask >> step) & 1) === 1

/** Every way that an attempt from `start` can go: in each moment all orders of its events are tried. */
function* attemptsFrom(
  start: Event,
  events: readonly Event[],
  { steps, windowMs }: AttemptRules,
): Generator<Attempt> {
  function* walk(times: number[], left: readonly Event[]): Generator<number[]> {
    const now = Math.min(...left.map(({ at }) => at))
    if (left.length === 0 || now > start.at + windowMs) return yield times
    // Of the start's own moment, all that is left may also have come before it.
    if (now === start.at)
      yield* walk(
        times,
        left.filter(({ at }) => at > now),
      )
    for (const event of left.filter(({ at }) => at === now)) {
      const step = times.length - 1
      const rest = left.filter((other) => other !== event)
      if (has(event.steps, step + 1) && step + 2 <= steps) yield* walk([...times, event.at], rest)
      else if (has(event.stops, step)) yield times
      else yield* walk(times, rest)
    }
  }
  const left = events.filter((event) => event !== start && event.at >= start.at)
  for (const times of walk([start.at], left)) yield { times, start }
}

/** The contract's best attempt, by trying them all. */
function naive(events: readonly Event[], rules: AttemptRules) {
  const starts = events.filter(({ at, steps }) => has(steps, 0) && at >= rules.from && at < rules.to)
  const attempts = starts.flatMap((start) => [...attemptsFrom(start, events, rules)])
  const [best] = attempts.sort(
    (a, b) =>
      b.times.length - a.times.length ||
      a.times.at(-1)! - b.times.at(-1)! ||
      b.start.at - a.start.at ||
      a.times.map((time, k) => time - b.times[k]!).find((difference) => difference !== 0) ||
      events.indexOf(b.start) - events.indexOf(a.start),
  )
  if (best === undefined) return { reached: 0, times: [], start: null }
  return { reached: best.times.length, times: best.times, start: events.indexOf(best.start) }
}

const timelines = (
  gaps: number[],
  mask: fc.Arbitrary<number>,
  stop: fc.Arbitrary<number>,
  maxLength: number,
) =>
  fc
    .array(fc.record({ gap: fc.constantFrom(...gaps), steps: mask, stops: stop }), { maxLength })
    .map((entries) => {
      let at = 0
      return entries.map(({ gap, steps, stops }): Event => {
        at += gap
        return { at, steps, stops }
      })
    })

const rules = fc
  .record({
    steps: fc.integer({ min: 2, max: 4 }),
    windowMs: fc.integer({ min: 0, max: 12 }),
    from: fc.integer({ min: -1, max: 4 }),
    length: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ length, ...rest }): AttemptRules => ({ ...rest, to: rest.from + length }))

const anyMask = fc.integer({ min: 0, max: 15 })
const oneStep = fc.constantFrom(1, 2, 4, 8)
const sometimes = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, anyMask)

describe('OrderedMatcher', () => {
  it.each([
    ['one step each, no exclusions, few ties', [0, 1, 1, 1, 3], oneStep, fc.constant(0), 12],
    ['one step each, many ties', [0, 0, 1], oneStep, sometimes, 8],
    ['several steps an event, no ties', [1, 1, 2], anyMask, sometimes, 12],
    ['several steps an event, many ties', [0, 0, 1], anyMask, sometimes, 7],
    ['everything at once', [0], anyMask, anyMask, 5],
    ['strict', [0, 1, 1], oneStep, fc.constant(15), 9],
  ])(
    'agrees with trying every attempt in every order: %s',
    (_, gaps, mask, stop, maxLength) => {
      fc.assert(
        fc.property(timelines(gaps, mask, stop, maxLength), rules, (events, given) => {
          expect(match(events, given)).toEqual(naive(events, given))
        }),
        { numRuns: 1_000 },
      )
    },
    60_000,
  )

  it('gives the same counts and times in whichever order events of equal time come', () => {
    fc.assert(
      fc.property(
        timelines([0, 0, 1], anyMask, sometimes, 9),
        rules,
        fc.infiniteStream(fc.nat()),
        (events, given, keys) => {
          const keyed = events.map((event) => ({ event, key: keys.next().value }))
          const shuffled = keyed
            .sort((a, b) => a.event.at - b.event.at || a.key - b.key)
            .map(({ event }) => event)
          const { start: _, ...expected } = match(events, given)
          expect(match(shuffled, given)).toMatchObject(expected)
        },
      ),
    )
  })

  it('keeps nothing from one actor to the next', () => {
    const given = { steps: 4, windowMs: 5, from: 0, to: 9 }
    const matcher = new OrderedMatcher(given)
    fc.assert(
      fc.property(timelines([0, 1, 1], anyMask, sometimes, 8), (events) => {
        expect(read(matcher, events)).toEqual(match(events, given))
      }),
    )
  })

  const open = { steps: 3, windowMs: 10, from: 0, to: 100 }
  const [A, B, C] = [1, 2, 4]
  const at = (time: number, steps: number, stops = 0): Event => ({ at: time, steps, stops })

  it('counts a step at the very end of the window, and none after it', () => {
    expect(match([at(0, A), at(10, B), at(10, C)], open)).toEqual({
      reached: 3,
      times: [0, 10, 10],
      start: 0,
    })
    expect(match([at(0, A), at(10, B), at(11, C)], open).reached).toBe(2)
  })

  it('takes times from the attempt that got there earliest, and of these from the one that started last', () => {
    const events = [at(0, A), at(2, A), at(5, B), at(6, A), at(7, B), at(8, C), at(9, C)]
    expect(match(events, open)).toEqual({ reached: 3, times: [6, 7, 8], start: 3 })
    expect(match(events.slice(0, 5), open)).toEqual({ reached: 2, times: [2, 5], start: 1 })
    expect(match(events.slice(0, 2), open)).toEqual({ reached: 1, times: [0], start: 0 })
  })

  it("lets an event of the start's own instant come before it or after it", () => {
    const end = 0b111
    expect(match([at(3, B), at(3, A), at(4, C)], open)).toEqual({ reached: 3, times: [3, 3, 4], start: 1 })
    expect(match([at(3, A), at(3, 0, end), at(4, B)], open)).toEqual({ reached: 2, times: [3, 4], start: 0 })
  })

  it('ends an attempt where an event stops it, and starts again after', () => {
    expect(match([at(0, A), at(1, 0, 1), at(2, B)], open)).toEqual({ reached: 1, times: [0], start: 0 })
    expect(match([at(0, A), at(1, A, 1), at(2, B)], open)).toEqual({ reached: 2, times: [1, 2], start: 1 })
    expect(match([at(0, A), at(1, B, 1), at(2, C)], open).reached).toBe(3)
  })

  it('may leave a step to a later event where that gets further', () => {
    // Taking C at once would run into the stop after it.
    const four = { ...open, steps: 4 }
    const events = [at(0, A), at(1, B), at(1, C), at(2, 0, C), at(3, C), at(4, 8)]
    expect(match(events, four)).toEqual({ reached: 4, times: [0, 1, 3, 4], start: 0 })
  })

  it('starts attempts only in the range, and ends them anywhere', () => {
    const events = [at(0, A), at(1, A), at(2, B), at(3, C)]
    expect(match(events, { ...open, from: 1, to: 2 })).toEqual({ reached: 3, times: [1, 2, 3], start: 1 })
    expect(match(events, { ...open, from: 2, to: 9 }).reached).toBe(0)
    expect(match(events, { ...open, to: 1 })).toEqual({ reached: 3, times: [0, 2, 3], start: 0 })
  })

  it('copes with thousands of events of one moment', () => {
    const many = Array.from({ length: 4_000 }, (_, i) => at(5, [A, B, A | B, 0][i % 4]!))
    expect(match([...many, at(6, C)], open)).toMatchObject({ reached: 3, times: [5, 5, 6] })
  })
})
