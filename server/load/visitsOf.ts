import type { Batch, Size, TrackedEvent, View } from '@mouse-tracking/contract'
import { randomFrom } from '../test/random.js'

/** A tracker sends what happened every two seconds. */
const BATCH_MS = 2_000
const DAY = 86_400_000

const SCREENS: { viewport: Size; height: number; pointer: 'mouse' | 'touch'; share: number }[] = [
  { viewport: [1_440, 900], height: 4_200, pointer: 'mouse', share: 0.3 },
  { viewport: [1_920, 1_080], height: 3_900, pointer: 'mouse', share: 0.25 },
  { viewport: [1_280, 720], height: 4_400, pointer: 'mouse', share: 0.1 },
  { viewport: [820, 1_180], height: 5_600, pointer: 'touch', share: 0.05 },
  { viewport: [390, 844], height: 8_800, pointer: 'touch', share: 0.3 },
]
const REFERRERS = ['https://www.google.com/', 'https://news.example/post', 'https://shop.example/', undefined]
/** Where visitors go from a page; more than once is more likely. */
const NEXT: Record<string, readonly string[]> = {
  '/': ['/pricing', '/product/7', '/product/7', '/product/12', '/blog/how-to', '/help'],
  '/pricing': ['/product/7', '/signup', '/signup', '/', '/help'],
  '/product/7': ['/cart', '/cart', '/product/12', '/pricing', '/'],
  '/product/12': ['/cart', '/product/7', '/'],
  '/blog/how-to': ['/', '/pricing'],
  '/help': ['/pricing', '/'],
  '/cart': ['/signup', '/signup', '/product/7'],
  '/signup': ['/thanks', '/thanks', '/help'],
  '/thanks': ['/'],
}

/**
 * All batches of a made-up visitor, in the order in which a tracker would send them, without `sentAt`. Every one of them
 * follows from the seed and the visitor's number.
 * @param midnight the end of the four days on which visitors come, epoch ms
 */
export function visitsOf(site: string, seed: number, visitor: number, midnight: number): Batch[] {
  const random = randomFrom((seed * 7_919 + visitor * 104_729 + 1) % 2_147_483_648)
  for (let i = 0; i < 3; i++) random()
  const screen = pickByShare(random())
  const sessions = random() < 0.2 ? 2 : 1
  return Array.from({ length: sessions }, (_, session) => {
    const startedAt = midnight - Math.floor((4 - session * 2 - random() * 1.8) * DAY)
    const views = viewsOf(random, screen, startedAt)
    return batchesOf(views).map(
      (parts, n): Batch => ({
        v: 1,
        id: `${visitor}-${session}-${n}`,
        site,
        visitor: `visitor-${visitor}`,
        session: `session-${visitor}-${session}`,
        views: parts,
      }),
    )
  }).flat()
}

function pickByShare(at: number) {
  let below = 0
  for (const screen of SCREENS) {
    below += screen.share
    if (at < below) return screen
  }
  return SCREENS[0]!
}

type Screen = (typeof SCREENS)[number]

/** The page views of a session, each with all of its events. */
function viewsOf(random: () => number, screen: Screen, startedAt: number): View[] {
  const { viewport, height, pointer } = screen
  const views: View[] = []
  let path = random() < 0.6 ? '/' : pick(random, Object.keys(NEXT))
  let at = startedAt
  do {
    const stay = 1_500 + Math.floor(random() ** 2 * 14_000)
    const referrer = views.length === 0 ? pick(random, REFERRERS) : undefined
    views.push({
      id: `view-${views.length}`,
      url: `https://shop.example${path}${random() < 0.1 ? '?utm_source=mail' : ''}`,
      title: `Shop ${path}`,
      ...(referrer && { referrer }),
      startedAt: at,
      viewport,
      page: [viewport[0], height],
      pointer,
      events: eventsOf(random, screen, path, stay),
    })
    at += stay + 200
    path = pick(random, NEXT[path]!)
  } while (random() < 0.55 && views.length < 12)
  return views
}

function eventsOf(random: () => number, screen: Screen, path: string, stay: number): TrackedEvent[] {
  const { viewport, height, pointer } = screen
  const events: TrackedEvent[] = []
  let top = 0
  let point = { t: 0, x: Math.floor(random() * viewport[0]), y: Math.floor(random() * viewport[1]) }
  for (let t = 0; t < stay; t += BATCH_MS) {
    const end = Math.min(stay, t + BATCH_MS)
    if (pointer === 'mouse' && random() < 0.8) {
      const points = [point.t, point.x, point.y]
      while (point.t + 120 < end) {
        const next = {
          t: point.t + 30 + Math.floor(random() * 90),
          x: clip(point.x + Math.floor((random() - 0.5) * 120), viewport[0] - 1),
          y: clip(point.y + Math.floor((random() - 0.5) * 90), height - 1),
        }
        points.push(next.t - point.t, next.x - point.x, next.y - point.y)
        point = next
      }
      events.push({ type: 'move', points })
    }
    events.push({ type: 'scroll', t, top, ms: end - t })
    if (random() < 0.5) top = clip(top + Math.floor(random() * 900) - 100, height - viewport[1])
    if (random() < 0.35) {
      const selector = `#item-${Math.floor(random() * 12)}`
      const offset: [number, number] = [Math.floor(random() * 100) / 100, Math.floor(random() * 100) / 100]
      const at = { t: end - 1, x: point.x, y: clip(point.y + top, height - 1), selector, offset }
      events.push({ type: 'click', ...at, text: 'Add to cart' })
      const mood = random()
      if (mood < 0.03) events.push({ type: 'rage', ...at, count: 3 + Math.floor(random() * 4) })
      else if (mood < 0.08) events.push({ type: 'dead', ...at })
      else if (mood < 0.09) events.push({ type: 'error', ...at, message: 'x is not a function' })
    }
  }
  return [...events, ...ofPage(random, path, stay)]
}

/** What visitors do on this page alone. */
function ofPage(random: () => number, path: string, stay: number): TrackedEvent[] {
  const t = stay - 1
  if (path === '/thanks')
    return [{ type: 'custom', t, name: 'purchase', props: { plan: pick(random, ['pro', 'team']), seats: 3 } }]
  if (path !== '/signup') return []
  const form = '#signup'
  const events: TrackedEvent[] = []
  for (const [n, field] of ['email', 'name'].entries()) {
    if (random() < 0.2) break
    const from = 100 + n * 600
    events.push({ type: 'form', t: from, action: 'focus', form, field })
    if (random() < 0.9) events.push({ type: 'form', t: from + 200, action: 'change', form, field })
    events.push({ type: 'form', t: from + 500, action: 'blur', form, field })
  }
  events.push({ type: 'form', t, action: random() < 0.6 ? 'submit' : 'abandon', form })
  return events
}

/** The parts of a session's views that a tracker sends together: those of the same two seconds. */
function batchesOf(views: readonly View[]): View[][] {
  const startedAt = views[0]!.startedAt
  const batches = new Map<number, View[]>()
  for (const view of views) {
    const slots = new Map<number, TrackedEvent[]>([[slotOf(view, 0), []]])
    for (const event of view.events) {
      const slot = slotOf(view, event.type === 'move' ? event.points[0]! : event.t)
      slots.set(slot, [...(slots.get(slot) ?? []), event])
    }
    for (const [slot, events] of slots) batches.set(slot, [...(batches.get(slot) ?? []), { ...view, events }])
  }
  return [...batches].sort(([a], [b]) => a - b).map(([, parts]) => parts)

  function slotOf(view: View, t: number) {
    return Math.floor((view.startedAt + t - startedAt) / BATCH_MS)
  }
}

const pick = <T>(random: () => number, items: readonly T[]) => items[Math.floor(random() * items.length)]!
const clip = (value: number, most: number) => Math.min(most, Math.max(0, value))
