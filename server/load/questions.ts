import { HEATMAP_LAYERS } from '@mouse-tracking/contract'
import type { Question } from '../test/oracle/arbitraryQuestion.js'

const STEPS = [
  { page: '/' },
  { page: '/product/*' },
  { page: '/cart' },
  { form: '#signup', action: 'submit' },
]

/** Every report, in the ways in which a dashboard asks for it. */
export function questionsOf(pages: readonly string[]): Question[] {
  const ask = (report: Question['report'], params: Question['params'] = {}): Question => ({ report, params })
  return [
    ask('summary'),
    ask('summary', { device: 'mobile' }),
    ask('pages', { limit: 1_000 }),
    ask('pages', { search: 'PRODUCT', device: 'desktop' }),
    ask('forms'),
    ask('forms', { page: '/signup', device: 'tablet' }),
    ask('paths'),
    ask('paths', { start: '/', end: '/thanks', depth: 8 }),
    ask('paths', { end: '/cart', depth: 4, limit: 3, exclude: ['/help'] }),
    ...['ordered', 'strict', 'any'].map((order) => ask('funnel', { steps: STEPS, order, window: 86_400 })),
    ask('funnel', { steps: STEPS, per: 'session', breakdown: 'referrer' }),
    ask('funnel', { steps: STEPS, breakdown: 'entry', exclude: [{ page: '/help', after: 0 }] }),
    ask('funnel', {
      steps: [{ click: '#item-3' }, { event: 'purchase', props: { plan: 'pro' } }],
      breakdown: 'device',
    }),
    ...pages.flatMap((page) => HEATMAP_LAYERS.map((layer) => ask('heatmap', { page, layer }))),
    ask('heatmap', { page: '/', layer: 'click', device: 'mobile' }),
    ask('heatmap', { page: '/', layer: 'move', minWidth: 1_280, maxWidth: 1_500 }),
  ]
}

/** What a wall of screens shows live: one of each. */
export const LIVE: readonly Question[] = [
  { report: 'summary', params: {} },
  { report: 'pages', params: {} },
  { report: 'forms', params: {} },
  { report: 'paths', params: {} },
  { report: 'funnel', params: { steps: STEPS } },
  { report: 'heatmap', params: { page: '/', layer: 'click' } },
  { report: 'heatmap', params: { page: '/product/:id', layer: 'scroll' } },
]
