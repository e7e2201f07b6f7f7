/** Bodies that can be sent as they are, once the times are recent. */

export const BATCH = {
  v: 1,
  id: 'b-1',
  site: 'demo',
  visitor: 'v-1',
  session: 's-1',
  views: [
    {
      id: 'p-1',
      url: 'https://shop.example/pricing?plan=pro',
      startedAt: 1_795_361_600_000,
      viewport: [1440, 900],
      page: [1440, 5200],
      events: [
        { type: 'move', points: [120, 700, 400, 50, 12, 8] },
        { type: 'click', t: 950, x: 712, y: 408, selector: '#buy', offset: [0.5, 0.4] },
      ],
    },
  ],
}

export const FUNNEL = {
  steps: [
    { name: 'Landing', page: '/' },
    { page: '/product/*' },
    { event: 'purchase', props: { plan: 'pro' } },
  ],
  window: 1_800,
  order: 'ordered',
  per: 'visitor',
  breakdown: 'device',
}

export const SITE = {
  id: 'shop',
  name: 'The shop',
  origins: ['https://shop.example'],
  pageRules: [{ match: '/product/*/reviews', page: '/product/:id/reviews' }],
  retentionDays: 395,
  rawDays: 30,
}
