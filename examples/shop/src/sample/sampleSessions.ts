import { choose, createRandom, normal } from './random.js'

/** One made-up visit: its pages in order, and how long (seconds) each was open. */
export interface SampleSession {
  walk: { page: string; seconds: number }[]
  /** It went through the checkout. */
  ordered: boolean
}

const LEAVE = 'leave'

/** Where people go from each page of the shop, by weight. */
const NEXT: Record<string, Record<string, number>> = {
  '/shop': { '/shop/products': 46, '/shop/product/:id': 18, '/shop/pricing': 12, [LEAVE]: 24 },
  '/shop/products': { '/shop/product/:id': 58, '/shop/pricing': 7, '/shop': 9, [LEAVE]: 26 },
  '/shop/product/:id': { '/shop/cart': 33, '/shop/products': 25, '/shop': 6, [LEAVE]: 36 },
  '/shop/pricing': { '/shop/checkout': 17, '/shop/products': 24, '/shop': 13, [LEAVE]: 46 },
  '/shop/cart': { '/shop/checkout': 52, '/shop/products': 16, [LEAVE]: 32 },
  '/shop/checkout': { '/shop/thanks': 64, '/shop/cart': 8, [LEAVE]: 28 },
  '/shop/thanks': { '/shop': 22, [LEAVE]: 78 },
}
const ENTRIES = { '/shop': 63, '/shop/product/:id': 17, '/shop/products': 11, '/shop/pricing': 9 }

/** Typical seconds on a page. */
const STAY: Record<string, number> = { '/shop/checkout': 52, '/shop/product/:id': 31, '/shop/pricing': 28 }
const LONGEST = 14

/** Visits as a shop like this one sees them: the same ones for the same seed. */
export function sampleSessions(count: number, seed = 7): SampleSession[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => {
    const walk: SampleSession['walk'] = []
    let page: string = choose(random, ENTRIES)
    while (page !== LEAVE && walk.length < LONGEST) {
      const seconds = (STAY[page] ?? 15) * Math.exp(normal(random) * 0.8)
      walk.push({ page, seconds: Math.round(seconds * 1_000) / 1_000 })
      page = choose(random, NEXT[page]!)
    }
    return { walk, ordered: walk.some((step) => step.page === '/shop/thanks') }
  })
}
