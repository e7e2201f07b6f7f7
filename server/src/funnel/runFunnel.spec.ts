import type { FunnelStep, FunnelStepResult } from '@mouse-tracking/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Scratch } from '../compute/Scratch.js'
import { type Happening, type SessionFixture, segmentFrom } from '../reports/session.fixture.js'
import { digest } from '../sessions/digest.js'
import { FunnelTallies } from './FunnelTallies.js'
import { funnelQuerySchema } from './funnelQuery.js'
import { matchVisitors } from './matchVisitors.js'
import { naiveFunnel } from './naiveFunnel.fixture.js'
import { runFunnel, tallyFunnel } from './runFunnel.js'

const T = Date.UTC(2026, 10, 10)
const range = { from: '2026-11-10T00:00:02Z', to: '2026-11-10T00:00:09Z' }

const happening = fc.constantFrom<object>(
  { page: '/' },
  { page: '/p/1' },
  { page: '/p/2' },
  { click: '#buy' },
  { click: '#more' },
  { form: '#f', action: 'focus' },
  { form: '#f', action: 'submit' },
  { event: 'e' },
  { event: 'e', props: { plan: 'pro', n: 1 } },
  { event: 'e', props: { plan: '"pro"', n: '1' } },
  { event: 'other', props: { plan: 'pro' } },
)
const condition = fc.constantFrom<FunnelStep>(
  { page: '/' },
  { page: '/p/*' },
  { page: '/p/1' },
  { click: '#buy' },
  { form: '#f', action: 'submit' },
  { event: 'e' },
  { event: 'e', props: { plan: 'pro' } },
  { event: 'e', props: { n: 1 } },
  { event: 'nowhere' },
)

function sessionsArbitrary(most: number) {
  const times = fc.oneof(
    // Far apart, close together, or all over each other.
    ...[10_000, 1_000, 200].map((step) => fc.array(fc.nat(step), { minLength: 1, maxLength: most })),
  )
  const session = fc
    .tuple(
      fc.constantFrom('v-1', 'v-2'),
      fc.nat(11),
      times,
      fc.array(happening, { minLength: most, maxLength: most }),
      fc.constantFrom(390, 800, 1440),
      fc.constantFrom('(direct)', 'ads.example'),
    )
    .map(([visitor, second, gaps, whats, width, referrer]) => {
      let at = T + second * 1_000
      const events = gaps.map((gap, i) => {
        if (i > 0) at += Math.floor(gap / 200) * 200
        return { ...(i === 0 && !('page' in whats[0]!) ? { page: '/' } : whats[i]!), at } as Happening
      })
      return { visitor, width, referrer, events }
    })
  return fc
    .array(session, { maxLength: 5 })
    .map((sessions) => sessions.map((given, i): SessionFixture => ({ ...given, session: `s-${i}` })))
}

const queryArbitrary = fc
  .record({
    steps: fc.array(condition, { minLength: 2, maxLength: 4 }),
    order: fc.constantFrom('ordered' as const, 'strict' as const, 'any' as const),
    per: fc.constantFrom('visitor' as const, 'session' as const),
    window: fc.constantFrom(1, 3, 20),
    exclude: fc.array(fc.tuple(condition, fc.nat(2)), { maxLength: 2 }),
    device: fc.option(fc.constantFrom('desktop' as const, 'mobile' as const), { nil: undefined }),
  })
  .map(({ exclude, ...query }) => ({
    ...query,
    ...range,
    exclude:
      query.order === 'any'
        ? []
        : exclude.map(([step, after]) => ({ ...step, after: Math.min(after, query.steps.length - 2) })),
  }))

const run = (sessions: readonly SessionFixture[], query: object) =>
  runFunnel([segmentFrom(sessions)], funnelQuerySchema.parse({ ...range, ...query }))

const unnamed = (steps: readonly FunnelStepResult[]) => steps.map(({ name: _, ...result }) => result)

describe('runFunnel', () => {
  it('agrees with trying every attempt of every actor in every order of ties', () => {
    fc.assert(
      fc.property(sessionsArbitrary(4), queryArbitrary, (sessions, query) => {
        const { steps, actors, converted } = run(sessions, query)
        const expected = naiveFunnel(sessions, query)
        expect(unnamed(steps)).toEqual(expected.steps)
        expect([actors, converted]).toEqual([expected.steps[0]!.count, expected.steps.at(-1)!.count])
      }),
      { numRuns: 800 },
    )
  }, 60_000)

  it('agrees where few things happen again and again, one after another', () => {
    const few = fc.subarray<FunnelStep>(
      [{ page: '/' }, { page: '/p/1' }, { click: '#buy' }, { event: 'e' }],
      {
        minLength: 2,
      },
    )
    const withProps = { event: 'e', props: { plan: 'pro' } }
    const sessions = few.chain((whats) =>
      fc
        .array(fc.array(fc.constantFrom(...whats, withProps), { minLength: 1, maxLength: 7 }), {
          maxLength: 3,
        })
        .map((all) =>
          all.map((happened, i): SessionFixture => {
            const start = T + 2_000 + i * 2_100
            const events = happened.map((what, k) => ({ ...what, at: start + 200 + k * 200 }) as Happening)
            return { visitor: 'v', session: `s-${i}`, events: [{ page: '/', at: start }, ...events] }
          }),
        ),
    )
    const steps = fc.array(
      fc.constantFrom<FunnelStep>({ page: '/' }, { page: '/p/1' }, { click: '#buy' }, withProps),
      {
        minLength: 2,
        maxLength: 4,
      },
    )
    const exclusion = fc.constantFrom<FunnelStep>({ page: '/p/1' }, { click: '#buy' }, withProps)
    const orders = fc.constantFrom('ordered' as const, 'strict' as const)
    const actors = fc.constantFrom('visitor' as const, 'session' as const)
    fc.assert(
      fc.property(
        sessions,
        steps,
        fc.option(exclusion),
        orders,
        actors,
        (given, asked, excluded, order, per) => {
          const exclude = excluded === null ? [] : [{ ...excluded, after: 0 }]
          const query = { ...range, steps: asked, exclude, order, per, window: 3 }
          expect(unnamed(run(given, query).steps)).toEqual(naiveFunnel(given, query).steps)
        },
      ),
      { numRuns: 1_500 },
    )
  }, 60_000)

  it('breaks down by the session that holds the first step of the best attempt', () => {
    const breakdowns = fc.constantFrom('device' as const, 'entry' as const, 'referrer' as const)
    fc.assert(
      fc.property(sessionsArbitrary(3), queryArbitrary, breakdowns, (sessions, given, breakdown) => {
        const query = { ...given, breakdown }
        const parts = run(sessions, query).breakdown!
        expect(new Map(parts.map(({ value, steps }) => [value, unnamed(steps)]))).toEqual(
          naiveFunnel(sessions, query).parts,
        )
        const order = parts.map(({ value, steps }) => ({ value, count: steps[0]!.count }))
        expect(order).toEqual([...order].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)))
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  it('does not depend on which segments hold the sessions, in which order', () => {
    const arbitrary = fc.tuple(
      sessionsArbitrary(4),
      queryArbitrary,
      fc.array(fc.nat(2), { minLength: 5, maxLength: 5 }),
    )
    fc.assert(
      fc.property(arbitrary, ([sessions, given, owners]) => {
        const query = funnelQuerySchema.parse({ ...given, breakdown: 'entry' })
        const parts = [2, 0, 1].map((owner) => segmentFrom(sessions.filter((_, i) => owners[i] === owner)))
        expect(runFunnel(parts, query)).toEqual(runFunnel([segmentFrom(sessions)], query))
      }),
    )
  })

  it('may be counted apart for visitors apart, and merged', () => {
    fc.assert(
      fc.property(sessionsArbitrary(4), queryArbitrary, (sessions, given) => {
        const query = funnelQuerySchema.parse({ ...given, breakdown: 'entry' })
        const merged = new FunnelTallies(query)
        for (const visitor of ['v-2', 'v-1']) {
          const own = segmentFrom(sessions.filter((session) => session.visitor === visitor))
          merged.merge(structuredClone(tallyFunnel([own], query).state()))
        }
        expect(merged.counts()).toEqual(runFunnel([segmentFrom(sessions)], query))
      }),
    )
  })

  it('takes visitors in blocks where there are many', () => {
    fc.assert(
      fc.property(sessionsArbitrary(4), queryArbitrary, (sessions, given) => {
        const query = funnelQuerySchema.parse({ ...given, per: 'visitor', breakdown: 'entry' })
        const oneByOne = new FunnelTallies(query)
        matchVisitors([segmentFrom(sessions)], query, oneByOne, new Scratch(), 1)
        expect(oneByOne.counts()).toEqual(runFunnel([segmentFrom(sessions)], query))
      }),
    )
  })

  it('leaves masked sessions out', () => {
    fc.assert(
      fc.property(sessionsArbitrary(4), queryArbitrary, fc.nat(31), (sessions, given, bits) => {
        const query = funnelQuerySchema.parse(given)
        const { segment } = segmentFrom(sessions)
        const masked = Uint8Array.from({ length: segment.sessions.count }, (_, row) => (bits >> row) & 1)
        const left = sessions.filter(({ visitor, session }) => {
          const row = segment.sessions.session.indexOf(digest(visitor, session))
          return masked[row] === 0
        })
        expect(runFunnel([{ segment, masked }], query)).toEqual(runFunnel([segmentFrom(left)], query))
      }),
    )
  })

  it('finds an attempt that goes on in a later session, for visitors only', () => {
    const sessions: SessionFixture[] = [
      { visitor: 'v', session: 'a', width: 390, events: [{ at: T + 2_000, page: '/' }] },
      { visitor: 'v', session: 'b', width: 1440, events: [{ at: T + 500_000, page: '/p/1' }] },
    ]
    const steps = [{ page: '/' }, { page: '/p/*' }]
    const counts = (query: object) => run(sessions, { steps, ...query }).steps.map(({ count }) => count)
    expect(counts({})).toEqual([1, 1])
    expect(counts({ per: 'session' })).toEqual([1, 0])
    expect(counts({ device: 'mobile' })).toEqual([1, 0])
    expect(counts({ window: 498 })).toEqual([1, 1])
    expect(counts({ window: 497 })).toEqual([1, 0])
    expect(run(sessions, { steps, breakdown: 'device' }).breakdown!.map(({ value }) => value)).toEqual([
      'mobile',
    ])
  })

  it('answers with nulls where nobody started', () => {
    const none = { count: 0, conversion: null, fromPrevious: null, dropped: 0, seconds: null }
    expect(run([], { steps: [{ page: '/' }, { name: 'Buy', click: '#buy' }] })).toEqual({
      steps: [
        { name: '/', ...none },
        { name: 'Buy', ...none },
      ],
      actors: 0,
      converted: 0,
    })
    expect(
      runFunnel([], funnelQuerySchema.parse({ ...range, steps: [{ page: '/' }, { page: '/' }] })).actors,
    ).toBe(0)
  })
})
