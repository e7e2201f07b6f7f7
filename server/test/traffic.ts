import type { Batch, FormAction, TrackedEvent, View } from '@mouse-tracking/contract'
import { randomFrom } from './random.js'

const PAGES = ['/', '/pricing', '/product/17', '/product/42', '/cart', '/thanks', '/help']
const WIDTHS = [390, 800, 1440]
const ACTIONS: FormAction[] = ['focus', 'change', 'blur', 'submit']
const DAY = 86_400_000

/** A made-up week of a small site: one batch a session, with every kind of event. */
export function traffic(site: string, sessions: number, seed = 1): Batch[] {
  const random = randomFrom(seed)
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)]!
  const upTo = (n: number) => Math.floor(random() * n)
  const week = Math.floor(Date.now() / DAY) * DAY - 7 * DAY

  return Array.from({ length: sessions }, (_, s) => {
    const width = pick(WIDTHS)
    const referrer = pick([undefined, 'https://search.example/q', 'https://shop.example/'])
    let startedAt = week + upTo(6 * DAY)
    const views: View[] = Array.from({ length: 1 + upTo(5) }, (_, v) => {
      startedAt += 1_000 * upTo(60)
      return {
        id: `view-${s}-${v}`,
        url: `https://shop.example${pick(PAGES)}`,
        startedAt,
        viewport: [width, 900],
        page: [width, 1_000 + upTo(4_000)],
        ...(v === 0 && referrer && { referrer }),
        events: eventsOf(width),
      }
    })
    return {
      v: 1 as const,
      id: `session-${s}`,
      site,
      visitor: `visitor-${upTo(sessions / 2)}`,
      session: `session-${s}`,
      views,
    }
  })

  function eventsOf(width: number): TrackedEvent[] {
    let t = 0
    return Array.from({ length: upTo(8) }, (): TrackedEvent => {
      // Some at the same instant: their order must not depend on how they came.
      t += pick([0, 0, 250, 1_000, 20_000])
      const at = { t, x: upTo(width), y: upTo(3_000), selector: pick(['#buy', '#more', 'nav a']) }
      switch (upTo(8)) {
        case 0:
          return { type: 'move', points: [t, upTo(width), upTo(900), 400, 20, 30, 1_500, -5, 12, 90, 3, 3] }
        case 1:
          return { type: 'scroll', t, top: upTo(3_000), ms: upTo(9_000) }
        case 2:
          return { type: 'form', t, action: pick(ACTIONS), form: '#signup', field: pick(['email', 'name']) }
        case 3:
          return { type: 'custom', t, name: 'purchase', props: { plan: pick(['pro', 'free']) } }
        case 4:
          return pick<TrackedEvent>([
            { type: 'rage', ...at, count: 3 },
            { type: 'dead', ...at },
            { type: 'error', ...at, message: 'x is not a function' },
          ])
        default:
          return { type: 'click', ...at, offset: [random(), random()] }
      }
    })
  }
}

/** The same events, one a batch; views without any come alone. */
export function oneEventEach(batches: readonly Batch[]): Batch[] {
  return batches.flatMap((batch) =>
    batch.views.flatMap((view, v) => {
      const parts = view.events.length > 0 ? view.events.map((event) => [event]) : [[]]
      return parts.map((events, e) => ({
        ...batch,
        id: `${batch.id}-${v}-${e}`,
        views: [{ ...view, events }],
      }))
    }),
  )
}
