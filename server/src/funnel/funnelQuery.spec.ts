import type { FunnelQuery } from '@mouse-tracking/contract'
import { describe, expect, it } from 'vitest'
import { funnelQuerySchema } from './funnelQuery.js'

const steps = [{ page: '/' }, { event: 'purchase' }] satisfies FunnelQuery['steps']
const query = (more: object = {}) => ({ steps, from: '2026-11-01', to: '2026-11-08', ...more })
const many = (count: number) => Array.from({ length: count }, (_, i) => ({ page: `/${i}` }))

const issues = (given: unknown) =>
  funnelQuerySchema
    .safeParse(given)
    .error?.issues.map(({ path, message, ...issue }) =>
      issue.code === 'unrecognized_keys'
        ? [...path, ...issue.keys].join('.')
        : `${path.join('.')} ${message}`,
    )

describe('funnelQuerySchema', () => {
  it('fills in the defaults', () => {
    expect(funnelQuerySchema.parse(query())).toEqual({
      steps: [
        { name: '/', condition: { kind: 'page', pattern: '/' } },
        { name: 'purchase', condition: { kind: 'custom', name: 'purchase', props: {} } },
      ],
      exclude: [],
      windowMs: 1_209_600_000,
      order: 'ordered',
      per: 'visitor',
      breakdown: null,
      device: null,
      from: Date.UTC(2026, 10, 1),
      to: Date.UTC(2026, 10, 8),
    })
  })

  it('reads every kind of step', () => {
    const parsed = funnelQuerySchema.parse(
      query({
        steps: [
          { name: 'Landing', page: '/product/*' },
          { click: '#buy' },
          { form: '#signup', action: 'submit' },
          { event: 'purchase', props: { plan: 'pro', seats: 3, trial: false } },
        ],
        exclude: [{ page: '/help/**', after: 2, name: 'Help' }],
        window: 1800,
        order: 'strict',
        per: 'session',
        breakdown: 'entry',
        device: 'tablet',
      }),
    )
    expect(parsed.steps.map(({ name }) => name)).toEqual(['Landing', '#buy', '#signup submit', 'purchase'])
    expect(parsed.steps.map(({ condition }) => condition)).toEqual([
      { kind: 'page', pattern: '/product/*' },
      { kind: 'click', selector: '#buy' },
      { kind: 'form', form: '#signup', action: 'submit' },
      { kind: 'custom', name: 'purchase', props: { plan: 'pro', seats: 3, trial: false } },
    ])
    expect(parsed.exclude).toEqual([{ after: 2, condition: { kind: 'page', pattern: '/help/**' } }])
    expect(parsed).toMatchObject({ windowMs: 1_800_000, order: 'strict', per: 'session', breakdown: 'entry' })
  })

  it('takes 20 steps', () => {
    expect(funnelQuerySchema.parse(query({ steps: many(20) })).steps).toHaveLength(20)
  })

  const kinds = 'must have exactly one of page, click, form and event'
  it.each<[string, unknown, string[]]>([
    ['no body', undefined, [' must be an object']],
    ['a list', [], [' must be an object']],
    ['no steps', { from: '2026-11-01' }, ['steps must be a list of steps']],
    ['one step', query({ steps: many(1) }), ['steps must have at least 2 steps']],
    ['21 steps', query({ steps: many(21) }), ['steps must have at most 20 steps']],
    ['an empty step', query({ steps: [...steps, {}] }), [`steps.2 ${kinds}`]],
    ['no step', query({ steps: [...steps, '/'] }), ['steps.2 must be a step']],
    [
      'two kinds',
      query({ steps: [...steps, { page: '/', click: 'a' }] }),
      [`steps.2 ${kinds}, not page and click`],
    ],
    [
      'a form alone',
      query({ steps: [...steps, { form: '#a' }] }),
      ['steps.2.action must be focus, blur, change, submit, abandon'],
    ],
    [
      'an action alone',
      query({ steps: [...steps, { page: '/', action: 'submit' }] }),
      ['steps.2.action goes with form only'],
    ],
    [
      'an unknown action',
      query({ steps: [...steps, { form: '#a', action: 'send' }] }),
      ['steps.2.action must be focus, blur, change, submit or abandon'],
    ],
    [
      'props alone',
      query({ steps: [...steps, { page: '/', props: {} }] }),
      ['steps.2.props goes with event only'],
    ],
    [
      'deep props',
      query({ steps: [...steps, { event: 'e', props: { a: [] } }] }),
      ['steps.2.props.a must be a string, a number or a boolean'],
    ],
    ['an empty page', query({ steps: [...steps, { page: '' }] }), ['steps.2.page must not be empty']],
    [
      'a bad pattern',
      query({ steps: [...steps, { page: '/**/a' }] }),
      ['steps.2.page must have nothing after **'],
    ],
    ['an unknown field of a step', query({ steps: [...steps, { page: '/', url: '/' }] }), ['steps.2.url']],
    ['unknown fields', query({ windw: 3, stepz: [] }), ['windw.stepz']],
    ['no window', query({ window: 0 }), ['window must be at least 1 second']],
    ['a split window', query({ window: 1.5 }), ['window must be a whole number of seconds']],
    ['a boundless window', query({ window: 1e13 }), ['window must be at most 8640000000000 seconds']],
    ['a window as text', query({ window: '1800' }), ['window must be a whole number of seconds']],
    ['an unknown order', query({ order: 'Any' }), ['order must be ordered, strict or any']],
    ['an unknown actor', query({ per: 'user' }), ['per must be visitor or session']],
    ['an unknown breakdown', query({ breakdown: 'page' }), ['breakdown must be device, entry or referrer']],
    ['from after to', query({ from: '2026-12-01' }), ['from must be before to (2026-11-08T00:00:00.000Z)']],
    [
      'an exclusion without after',
      query({ exclude: [{ page: '/' }] }),
      ['exclude.0.after must be the index of a step'],
    ],
    ['an exclusion of nothing', query({ exclude: [{ after: 0 }] }), [`exclude.0 ${kinds}`]],
    [
      'an exclusion after the last step',
      query({ exclude: [{ page: '/', after: 1 }] }),
      ['exclude.0.after must be 0 to 0: the index of a step that another follows'],
    ],
    [
      'an exclusion before the first',
      query({ exclude: [{ page: '/', after: -1 }] }),
      ['exclude.0.after must be 0 to 0: the index of a step that another follows'],
    ],
    [
      'an exclusion with any',
      query({ order: 'any', exclude: [{ page: '/', after: 0 }] }),
      ['exclude cannot go with order any'],
    ],
    [
      'a prop that no event has',
      query({ steps: [{ page: '/' }, { event: 'x', props: JSON.parse('{"__proto__": 1}') }] }),
      ['steps.1.props must not ask for __proto__'],
    ],
    [
      'several at once',
      query({ order: 1, window: -1, steps: [{}, {}] }),
      [
        `steps.0 ${kinds}`,
        `steps.1 ${kinds}`,
        'window must be at least 1 second',
        'order must be ordered, strict or any',
      ],
    ],
  ])('refuses %s', (_, given, expected) => {
    expect(issues(given)).toEqual(expected)
  })
})
