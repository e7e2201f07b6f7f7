import type { Batch, FormAction, TrackedEvent, View } from '@mouse-tracking/contract'
import fc from 'fast-check'
import { pieceOf } from './pieceOf.js'
import type { SessionPiece } from './session.js'

/** Midnight UTC of the first of three days that arbitrary sessions lie in. */
export const FIRST_DAY = Date.UTC(2026, 10, 10)
export const DAY_MS = 86_400_000

/** Few distinct values and coarse times, so that ties and repeats are common. */
const t = fc.oneof(fc.constantFrom(0, 1, 1_000, 2_000), fc.nat(120_000))
const selector = fc.constantFrom('#buy', 'a.more', 'button "x"', 'ü')
const at = { t, x: fc.nat(2_000), y: fc.nat(9_000), selector }
const size = fc.tuple(fc.constantFrom(390, 599, 600, 800, 1023, 1024, 1440), fc.constantFrom(1, 660, 900))
const page = fc.tuple(fc.constantFrom(390, 1440), fc.constantFrom(0, 1, 700, 5_200, 200_000))
const prop = fc.oneof(fc.constantFrom('pro', 'a"b', ''), fc.integer(), fc.boolean())

const formEvent = fc.record(
  {
    type: fc.constant('form' as const),
    t,
    action: fc.constantFrom<FormAction>('focus', 'focus', 'blur', 'change', 'submit', 'abandon'),
    form: fc.constantFrom('#signup', '#pay'),
    field: fc.constantFrom('email', 'name', 'e'),
  },
  { requiredKeys: ['type', 't', 'action', 'form'] },
)

const customEvent = fc.record(
  {
    type: fc.constant('custom' as const),
    t,
    name: fc.constantFrom('purchase', 'play'),
    props: fc.dictionary(fc.constantFrom('plan', '10', '9', 'é'), prop, { maxKeys: 3 }),
  },
  { requiredKeys: ['type', 't', 'name'] },
)

export const eventArbitrary: fc.Arbitrary<TrackedEvent> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ type: fc.constant('click' as const), ...at }) },
  fc.record({ type: fc.constant('rage' as const), ...at, count: fc.constant(3) }),
  fc.record({ type: fc.constant('dead' as const), ...at }),
  fc.record({ type: fc.constant('error' as const), ...at, message: fc.constant('x is not a function') }),
  fc.record({ type: fc.constant('scroll' as const), t, top: fc.integer({ min: -50, max: 150_000 }), ms: t }),
  fc.record({ type: fc.constant('resize' as const), t, viewport: size, page }),
  { weight: 6, arbitrary: formEvent },
  { weight: 2, arbitrary: customEvent },
  fc.record({
    type: fc.constant('move' as const),
    points: fc
      .array(fc.tuple(t, fc.nat(900), fc.nat(900)), { minLength: 1, maxLength: 3 })
      .map((points) => points.flat()),
  }),
)

export const viewArbitrary: fc.Arbitrary<View> = fc.record(
  {
    id: fc.constantFrom('p-1', 'p-2', 'p-10'),
    url: fc.constantFrom(
      'https://shop.example/',
      'https://shop.example/pricing',
      'https://shop.example/signup',
    ),
    startedAt: fc
      .tuple(fc.nat(2), fc.constantFrom(0, 1, 60_000, DAY_MS - 1))
      .map(([day, ms]) => FIRST_DAY + day * DAY_MS + ms),
    viewport: size,
    page,
    referrer: fc.constantFrom(
      'https://news.example/a',
      'https://ads.example/',
      'https://shop.example/x',
      '?',
      '',
    ),
    events: fc.array(eventArbitrary, { maxLength: 8 }),
  },
  { requiredKeys: ['id', 'url', 'startedAt', 'viewport', 'page', 'events'] },
)

/** Batches of a handful of visitors and sessions, whose views often go on over several batches. */
export const batchArbitrary: fc.Arbitrary<Batch> = fc.record({
  v: fc.constant(1 as const),
  id: fc.uuid(),
  site: fc.constant('demo'),
  visitor: fc.constantFrom('v-1', 'v-2', 'v-3'),
  session: fc.constantFrom('s-1', 's-2'),
  views: fc.uniqueArray(viewArbitrary, {
    minLength: 1,
    maxLength: 3,
    selector: ({ id, url, startedAt, viewport }) => JSON.stringify([id, url, startedAt, viewport]),
  }),
})

/** The piece of an arbitrary batch, from a client whose clock may be off. */
export const pieceArbitrary: fc.Arbitrary<SessionPiece> = fc
  .tuple(batchArbitrary, fc.constantFrom(0, 0, 0, 61_000, -61_000))
  .map(([batch, skewMs]) => pieceOf(batch, { skewMs, pages: batch.views.map(pageOf) }))

function pageOf({ url }: View): string {
  return new URL(url).pathname
}
