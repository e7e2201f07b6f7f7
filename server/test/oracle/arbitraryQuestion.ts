import { type FunnelStep, HEATMAP_LAYERS } from '@mouse-tracking/contract'
import fc from 'fast-check'

const DAY = 86_400_000

/** A report and its parameters as a client sends them. */
export interface Question {
  report: 'heatmap' | 'paths' | 'funnel' | 'pages' | 'forms' | 'summary'
  params: Record<string, any>
}

const pick = <T>(items: readonly T[]) => fc.constantFrom(...items)

const PAGES = [
  '/',
  '/a',
  '/b',
  '/product/:id',
  '/thanks',
  '/docs',
  '/one',
  '/all/:id',
  '/%FF/%C3%BC',
  '/nowhere',
  '/a\u0000b',
  '/__proto__',
  '/é',
  '/a/../b',
]
const page = fc.oneof(
  { weight: 5, arbitrary: pick(PAGES.slice(0, 3)) },
  { weight: 1, arbitrary: pick(PAGES) },
)

const props = fc.dictionary(
  pick(['plan', 'n', '$gt', 'a.b']),
  pick<string | number | boolean>(['pro', '1', 1, 0, true, 'true', '']),
  { maxKeys: 1, noNullPrototype: true },
)

/** Most fit something, so that funnels get far. */
const step: fc.Arbitrary<FunnelStep> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ page: pick(['/', '/a', '/b', '/**', '/**', '/*', '/*']) }) },
  { weight: 1, arbitrary: fc.record({ page: pick(['/product/*', '/docs/**', '/thanks', '/__proto__']) }) },
  { weight: 3, arbitrary: fc.constant({ click: '#buy' }) },
  { weight: 1, arbitrary: fc.record({ click: pick(['#more', 'nav > a', '__proto__', 'a\u0000b', '#é']) }) },
  { weight: 2, arbitrary: fc.constant({ form: '#signup', action: 'focus' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      form: pick(['#signup', '#search', 'constructor']),
      action: pick(['focus', 'blur', 'change', 'submit', 'abandon'] as const),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ event: 'purchase' }) },
  {
    weight: 1,
    arbitrary: fc.record({ event: pick(['purchase', 'signup', '日本', '__proto__', '$set', 'a.b']), props }),
  },
)

/**
 * Any report, mostly about what `arbitraryTraffic` makes.
 * @param midnight epoch ms.
 */
export function arbitraryQuestion(midnight: number): fc.Arbitrary<Question> {
  const instant = fc
    .tuple(pick([-2, -1, 0, 1, 2]), pick([-1, 0, 0, 0, 1, 250, 251, 1_000, 3_600_000]))
    .map(([day, ms]) => midnight + day * DAY + ms)
  const range = fc.oneof(
    { weight: 5, arbitrary: fc.constant({}) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(instant, instant)
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => ({ from: written(Math.min(a, b)), to: written(Math.max(a, b)) })),
    },
  )
  const device = fc.record({ device: pick(['desktop', 'tablet', 'mobile'] as const) }, { requiredKeys: [] })
  const filters = fc
    .tuple(range, fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: device }))
    .map(([a, b]) => ({ ...a, ...b }))
  const question = (
    report: Question['report'],
    required: Record<string, fc.Arbitrary<unknown>>,
    optional: Record<string, fc.Arbitrary<unknown>> = {},
  ) =>
    fc
      .tuple(filters, fc.record(required), fc.record(optional, { requiredKeys: [] }))
      .map(([a, b, c]) => ({ report, params: { ...a, ...b, ...c } }))
  const width = pick([0, 63, 64, 127, 128, 599, 600, 1_023, 1_024, 1_440, 1_472])
  return fc.oneof(
    {
      weight: 5,
      arbitrary: question(
        'heatmap',
        { page, layer: pick([...HEATMAP_LAYERS, 'move', 'move', 'click', 'scroll']) },
        { minWidth: width, maxWidth: width },
      ),
    },
    {
      weight: 5,
      arbitrary: question(
        'paths',
        {},
        {
          start: page,
          end: page,
          depth: pick([1, 2, 3, 5, 20]),
          limit: pick([1, 2, 3, 10]),
          exclude: fc.array(page, { minLength: 1, maxLength: 2 }),
        },
      ),
    },
    {
      weight: 8,
      arbitrary: fc
        .array(step, { minLength: 2, maxLength: 4 })
        .chain((steps) =>
          question(
            'funnel',
            { steps: fc.constant(steps) },
            {
              window: pick([1, 30, 1_800, 1_800, 86_400, 86_400, 259_200]),
              order: pick(['ordered', 'strict', 'any']),
              per: pick(['visitor', 'session']),
              breakdown: pick(['device', 'entry', 'referrer']),
              exclude: fc.oneof(
                { weight: 2, arbitrary: fc.constant([]) },
                {
                  weight: 1,
                  arbitrary: fc.array(
                    fc.tuple(step, fc.nat(steps.length - 2)).map(([given, after]) => ({ ...given, after })),
                    { minLength: 1, maxLength: 2 },
                  ),
                },
              ),
            },
          ),
        )
        .map(({ report, params }) => {
          const { exclude, ...rest } = params as Question['params']
          return { report, params: rest.order === 'any' || !exclude ? rest : { ...rest, exclude } }
        }),
    },
    {
      weight: 2,
      arbitrary: question('pages', {}, { search: pick(['a', '/PRO', '']), limit: pick([1, 2, 1_000]) }),
    },
    { weight: 2, arbitrary: question('forms', {}, { page }) },
    { weight: 2, arbitrary: question('summary', {}) },
  )
}

/** A bare date where it says as much. */
function written(at: number): string {
  const iso = new Date(at).toISOString()
  return at % DAY === 0 ? iso.slice(0, 10) : iso
}
