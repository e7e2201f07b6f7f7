import type { Batch, TrackedEvent, View } from '@mouse-tracking/contract'
import fc from 'fast-check'
import type { PageRules } from './pageOf.js'

const DAY = 86_400_000

/** A batch and how it is sent. */
export interface Sending {
  /** Without `site` and `sentAt`, which are set when it leaves. */
  batch: Omit<Batch, 'site' | 'sentAt'>
  /** How far the client's clock is off when it leaves, ms; null sends no `sentAt`. */
  clock: number | null
  over: 'http' | 'websocket'
}

export interface Traffic {
  rules: PageRules
  sendings: Sending[]
  /** Sent again, after all is acknowledged, with another's body under the same id. */
  repeats: { of: number; body: number }[]
}

/** Few visitors who do much, or more who do little. */
const CROWDS = [
  { visitors: ['ann', 'ben', 'cyd'], views: 12, batches: 24 },
  { visitors: ['ann', 'ben', ...Array.from({ length: 20 }, (_, n) => `v:${n}`)], views: 60, batches: 60 },
]
const SESSIONS = ['s1', 's2']
const ORIGIN = 'https://shop.example'
const PATHS = ['/', '/a', '/b', '/product/17', '/thanks']
const ODD_URLS = [
  ORIGIN,
  `${ORIGIN}/a/?plan=pro#top`,
  `${ORIGIN}/a///`,
  `${ORIGIN}//`,
  `${ORIGIN}?q=/b/`,
  `${ORIGIN}#/b`,
  `${ORIGIN}/product/42/`,
  `${ORIGIN}/product//reviews`,
  `${ORIGIN}/product/x/reviews`,
  `${ORIGIN}/product/0f8fad5b-d9cb-469f-a165-70867728950E`,
  `${ORIGIN}/docs`,
  `${ORIGIN}/docs/a/b`,
  `${ORIGIN}/a%2F`,
  `${ORIGIN}/%C3%BC/%E6%97%A5`,
  `${ORIGIN}/%FF/%C3%BC`,
  `${ORIGIN}/%E0%A4%A`,
  `${ORIGIN}/(other)`,
  `${ORIGIN}/a%00b`,
  `${ORIGIN}/__proto__`,
  `${ORIGIN}/%C3%A9`,
  `${ORIGIN}/e%CC%81`,
  `${ORIGIN}/%F0%9F%9B%92/%EF%BF%BD`,
  `${ORIGIN}/a/../b`,
  `${ORIGIN}/a\\b`,
  'http://other.example:8080/b',
]
const RULES = [
  { match: '/product/*/reviews', page: '/product/:id/reviews' },
  { match: '/docs/**', page: '/docs' },
  { match: '/**', page: '/all/7' },
  { match: '/a', page: '/b' },
  { match: '/*', page: '/one' },
]
const REFERRERS = [
  'https://search.example/q?x=1',
  'https://SEARCH.example/',
  'https://shop.example/a',
  'https://news.example/',
  'not a url',
  '',
]
const VIEWPORTS: [number, number][] = [
  [390, 844],
  [599, 800],
  [600, 801],
  [1_023, 700],
  [1_024, 768],
  [1_440, 900],
  [1, 1],
  [127, 9],
  [128, 11],
]
const PAGES: [number, number][] = [
  [1_440, 3_000],
  [1_440, 3_001],
  [390, 844],
  [1, 1],
  [1_440, 11],
  [1_440, 0],
]
const SELECTORS = ['#buy', '#more', 'nav > a', '#ü"\\']
const FORMS = ['#signup', '#signup', '#signup', '#search', 'constructor']
const FIELDS = ['email', 'email', 'name', '__proto__', '日本']

const pick = <T>(items: readonly T[]) => fc.constantFrom(...items)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })
/** Without the keys that are undefined, as JSON has it. */
const clean = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T

/** Few different ones, so that events of different views meet in one instant. */
const t = pick([0, 0, 0, 1, 250, 750, 1_000, 1_001, 5_000, 30_000, 1_800_000, DAY])
const px = pick([-20, 0, 1, 5, 9, 10, 199, 200, 389, 390, 720, 1_439, 1_440, 2_999, 3_005, 120_000])
const clickFields = {
  t,
  x: px,
  y: px,
  selector: pick(SELECTORS),
  offset: maybe(fc.tuple(pick([0, 0.1, 1 / 3, 0.5, 1]), pick([0, 0.25, 0.7, 1]))),
  text: maybe(pick(['Buy', '日本'])),
  fixed: maybe(fc.constant(true as const)),
}
const step = fc.tuple(
  pick([0, 1, 400, 999, 1_000, 1_001, 5_000]),
  pick([-300, -1, 0, 1, 7, 500]),
  pick([-300, 0, 3, 9, 10]),
)
const prop = pick<string | number | boolean>(['pro', '1', 1, 1.5, -0, true, false, 'true', '日本', ''])

const event: fc.Arbitrary<TrackedEvent> = fc
  .oneof(
    {
      weight: 2,
      arbitrary: fc
        .tuple(t, px, px, fc.array(step, { maxLength: 6, size: 'max' }))
        .map(([at, x, y, steps]) => ({
          type: 'move' as const,
          points: [at, x, y, ...steps.flat()],
        })),
    },
    { weight: 4, arbitrary: fc.record({ type: fc.constant('click' as const), ...clickFields }) },
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constant('rage' as const), ...clickFields, count: pick([3, 9]) }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('dead' as const), ...clickFields }) },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('error' as const),
        ...clickFields,
        message: pick(['x is not a function', '']),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('scroll' as const),
        t,
        top: pick([-100, 0, 1, 5, 10, 95, 2_100, 2_999, 50_000]),
        ms: pick([0, 1, 999, 1_500, 30_000, 2 * DAY]),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('resize' as const),
        t,
        viewport: pick(VIEWPORTS),
        page: pick([...PAGES, [800, 3_333] as [number, number]]),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        type: fc.constant('form' as const),
        t,
        action: pick(['focus', 'focus', 'blur', 'change', 'submit', 'abandon'] as const),
        form: pick(FORMS),
        field: maybe(pick(FIELDS)),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('custom' as const),
        t,
        name: pick(['purchase', 'purchase', 'purchase', 'signup', '日本', '__proto__', '$set', 'a.b']),
        props: maybe(
          fc.dictionary(pick(['plan', 'n', '__proto__', 'é', '$gt', 'a.b']), prop, {
            maxKeys: 3,
            noNullPrototype: true,
          }),
        ),
      }),
    },
  )
  .map((made) => clean(made) as TrackedEvent)

/** What is the same of a view in every batch that tells of it. */
const identity = fc.record({
  visitor: fc.nat(),
  session: pick(SESSIONS),
  id: pick(['p1', 'p2', 'p3', 'p4', 'p:5']),
  url: fc.oneof(
    { weight: 3, arbitrary: pick(PATHS).map((path) => ORIGIN + path) },
    { weight: 1, arbitrary: pick(ODD_URLS) },
  ),
  day: pick([-1, 0, 0, 1]),
  at: pick([-30_000, -1, 0, 1, 250, 1_000, 1_250, 30_000, 1_800_000]),
  viewport: pick(VIEWPORTS),
  pointer: maybe(pick(['mouse', 'touch', 'pen'] as const)),
})

const part = fc.record({
  view: fc.nat(),
  page: pick(PAGES),
  title: maybe(pick(['A', 'B'])),
  referrer: maybe(pick(REFERRERS)),
  events: fc.array(event, { maxLength: 7, size: 'max' }),
})

/**
 * Traffic of a few visitors on a few pages around one midnight, small enough for everything to collide.
 * @param midnight epoch ms.
 */
export function arbitraryTraffic(midnight: number): fc.Arbitrary<Traffic> {
  return fc.oneof(
    { weight: 3, arbitrary: trafficOf(CROWDS[0]!, midnight) },
    { weight: 1, arbitrary: trafficOf(CROWDS[1]!, midnight) },
  )
}

function trafficOf(crowd: (typeof CROWDS)[number], midnight: number): fc.Arbitrary<Traffic> {
  const { visitors } = crowd
  const views = fc
    // Two views that begin at once in a session differ in their ids, so that their order is given.
    .uniqueArray(identity, {
      minLength: 1,
      maxLength: crowd.views,
      size: 'max',
      selector: ({ visitor, session, id, day, at }) =>
        JSON.stringify([visitor % visitors.length, session, id, day, at]),
    })
    .map((all) =>
      all.map(({ visitor, session, day, at, ...view }) => ({
        ...view,
        owner: [visitors[visitor % visitors.length]!, session] as const,
        startedAt: midnight + day * DAY + at,
      })),
    )
  const batch = fc.record({
    parts: fc.array(part, { minLength: 1, maxLength: 4, size: 'max' }),
    clock: pick([null, null, 0, 0, 59_000, -59_000, 61_000, -61_000, 3_600_000, -3_600_000, DAY, -DAY]),
    over: pick(['http', 'websocket'] as const),
  })
  return fc
    .record({
      rules: fc.record({
        // Most rules leave little of the pages that questions are about.
        pageRules: fc.oneof(
          { weight: 3, arbitrary: fc.constant<typeof RULES>([]) },
          { weight: 1, arbitrary: fc.shuffledSubarray(RULES) },
        ),
        collapseIds: fc.boolean(),
      }),
      views,
      batches: fc.array(batch, {
        minLength: Math.ceil(crowd.batches / 3),
        maxLength: crowd.batches,
        size: 'max',
      }),
      repeats: fc.array(fc.record({ of: fc.nat(), body: fc.nat() }), { maxLength: 3, size: 'max' }),
    })
    .map(({ rules, views, batches, repeats }) => ({
      rules,
      sendings: batches.map(({ parts, clock, over }, n): Sending => {
        const [visitor, session] = views[parts[0]!.view % views.length]!.owner
        const own = views.filter(({ owner }) => owner[0] === visitor && owner[1] === session)
        const told = new Map<number, View>()
        for (const { view: index, ...rest } of parts) {
          const { owner: _, ...view } = own[index % own.length]!
          told.set(index % own.length, clean({ ...view, ...rest }))
        }
        return { batch: { v: 1, id: `b${n}`, visitor, session, views: [...told.values()] }, clock, over }
      }),
      repeats: repeats.map(({ of, body }) => ({ of: of % batches.length, body: body % batches.length })),
    }))
}
