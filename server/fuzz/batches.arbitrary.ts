import type { Batch, TrackedEvent, View } from '@mouse-tracking/contract'
import fc from 'fast-check'
import { nastyString } from './nasty.js'

const INT32 = 2 ** 31 - 1
const DAY = 86_400_000

/** The clock that a run's batches are made by: their ages must not change while they are looked at again. */
const NOW = Date.now()

/** Lengths of time; they may be of any size. */
const ms = fc.oneof(
  { weight: 6, arbitrary: fc.nat(100_000) },
  fc.constantFrom(0, 1, INT32, 2 ** 32, 2 ** 50, Number.MAX_SAFE_INTEGER),
  fc.maxSafeNat(),
)
const px = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -100, max: 20_000 }) },
  fc.constantFrom(0, -1, INT32, -INT32),
  fc.integer({ min: -INT32, max: INT32 }),
)
const length = (min: number) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: Math.max(min, 320), max: 3_000 }) },
    fc.constantFrom(min, 1, 64, 599, 1_024, INT32),
  )
const size = (min: number) => fc.tuple(length(min), length(min))
const text = (max: number) => nastyString.filter((value) => value.length <= max)
const named = (max: number) => text(max).filter((value) => value !== '')
/** Whole hundredths go through JSON as they are. */
const share = fc.nat(100).map((hundredths) => hundredths / 100)
/** Times since a view's start: an hour, seldom more than any clock can tell. */
const t = fc.oneof({ weight: 150, arbitrary: fc.nat(3_600_000) }, ms)
const click = {
  t,
  x: px,
  y: px,
  selector: named(2_048),
  offset: fc.option(fc.tuple(share, share), { nil: undefined }),
  text: fc.option(text(64), { nil: undefined }),
  fixed: fc.option(fc.constant(true as const), { nil: undefined }),
}
const prop = fc.oneof(text(2_048), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean())

const event: fc.Arbitrary<TrackedEvent> = fc.oneof(
  fc.record({ type: fc.constant('click' as const), ...click }),
  fc.record({ type: fc.constant('rage' as const), ...click, count: fc.integer({ min: 1, max: INT32 }) }),
  fc.record({ type: fc.constant('dead' as const), ...click }),
  fc.record({ type: fc.constant('error' as const), ...click, message: text(2_048) }),
  fc.record({ type: fc.constant('scroll' as const), t, top: px, ms }),
  fc.record({ type: fc.constant('resize' as const), t, viewport: size(1), page: size(0) }),
  fc.record({
    type: fc.constant('form' as const),
    t,
    action: fc.constantFrom('focus', 'blur', 'change', 'submit', 'abandon'),
    form: named(2_048),
    field: fc.option(text(2_048), { nil: undefined }),
  }),
  fc.record({
    type: fc.constant('custom' as const),
    t,
    name: named(64),
    props: fc.option(fc.dictionary(named(2_048), prop, { maxKeys: 6 }), { nil: undefined }),
  }),
  fc.record({
    type: fc.constant('move' as const),
    points: fc
      .array(fc.tuple(fc.oneof(fc.nat(5_000), fc.constant(INT32)), px, px), { minLength: 1, maxLength: 20 })
      .map((points) => points.flat()),
  }),
)

const view: fc.Arbitrary<View> = fc.record({
  id: fc.constantFrom('p-1', 'p-2', '.', '::', 'constructor', 'x'.repeat(64)),
  url: fc.oneof(
    fc.constantFrom(
      'https://shop.example/',
      'https://shop.example/pricing?plan=pro#top',
      '/',
      '?',
      '#/route',
    ),
    named(1_500).map((path) => `https://shop.example/${path}`),
    named(2_048),
  ),
  title: fc.option(text(2_048), { nil: undefined }),
  referrer: fc.option(fc.oneof(text(2_048), fc.constant('https://search.example/q')), { nil: undefined }),
  startedAt: fc.oneof(
    { weight: 30, arbitrary: fc.nat(20 * DAY).map((age) => NOW - DAY - age) },
    fc.constantFrom(0, 1, NOW, NOW + DAY - 4_000_000),
    fc.integer({ min: 0, max: NOW }),
    { weight: 1, arbitrary: fc.maxSafeNat() },
  ),
  viewport: size(1),
  page: size(0),
  pointer: fc.option(fc.constantFrom('mouse', 'touch', 'pen'), { nil: undefined }),
  events: fc.array(event, { maxLength: 12 }),
})

/**
 * Batches that the schema takes; only a time in the future may be wrong with them. Visitor, session and id are the caller's
 * to fill in.
 */
export const batch: fc.Arbitrary<Omit<Batch, 'id' | 'site' | 'visitor' | 'session'>> = fc.record({
  v: fc.constant(1 as const),
  sentAt: fc.oneof(
    { weight: 15, arbitrary: fc.constant(undefined) },
    { weight: 10, arbitrary: fc.constantFrom(NOW + 90 * DAY, NOW + 4_000 * DAY, Number.MAX_SAFE_INTEGER) },
    fc.constant(0),
    fc.maxSafeNat(),
  ),
  views: fc.uniqueArray(view, {
    minLength: 1,
    maxLength: 4,
    selector: ({ id, url, startedAt, viewport }) => JSON.stringify([id, url, startedAt, viewport]),
  }),
})

/** Batches at the limits of the contract: as many events, points and views as there may be, and a few more. */
export const largeBatch: fc.Arbitrary<Omit<Batch, 'id' | 'site' | 'visitor' | 'session'>> = fc
  .record({
    view,
    event,
    count: fc.constantFrom(4_999, 5_000, 5_001),
    points: fc.constantFrom(60_000, 60_003, 19_998),
    views: fc.constantFrom(1, 50, 51),
    kind: fc.constantFrom('events', 'points', 'views', 'text'),
  })
  .map(({ view, event, count, points, views, kind }) => {
    const started = { ...view, startedAt: NOW - DAY }
    const of = (events: TrackedEvent[]) => ({ v: 1 as const, views: [{ ...started, events }] })
    if (kind === 'events') return of(new Array<TrackedEvent>(count).fill(event))
    if (kind === 'points') return of([{ type: 'move', points: new Array<number>(points).fill(1) }])
    if (kind === 'text')
      return of(
        Array.from({ length: 400 }, (_, n) => ({
          type: 'custom',
          t: n,
          name: 'n',
          props: { n, text: 'y'.repeat(2_000) },
        })),
      )
    return { v: 1 as const, views: Array.from({ length: views }, (_, n) => ({ ...started, id: `p-${n}` })) }
  })
