import type { Batch, TrackedEvent, View } from '@mouse-tracking/contract'
import { randomFrom } from '../test/random.js'

/** Which batch: every part of it follows from these and the seed. */
export interface BatchKey {
  /** Its number in the run, which decides the one heatmap cell that it clicks in. */
  n: number
  client: number
  session: number
  /** Its place in the session. */
  index: number
}

export const PAGES = ['/', '/pricing', '/product/mug', '/cart', '/thanks'] as const
/** A page has so many cells, and a run at most so many batches. */
export const MOST_BATCHES = 200 * 10_000

const DAY = 86_400_000
const WIDTH = 1_000
const HEIGHT = 100_000

/** Batches of made-up browsers; those of a session share its views, and those of a visitor its days. */
export class Traffic {
  private readonly firstDay = Math.floor(Date.now() / DAY) * DAY - 5 * DAY

  constructor(
    readonly site: string,
    private readonly seed: number,
  ) {}

  batch({ n, client, session, index }: BatchKey, visitor = `visitor-${client}-${session % 3}`): Batch {
    const of = randomFrom((this.seed * 7_919 + client * 104_729 + session * 1_299_709 + 1) % 2_147_483_648)
    of()
    const start = this.firstDay + Math.floor(of() * 4 * DAY)
    // A view lasts for two batches; the second begins the next one as well.
    const first = Math.floor(index / 2)
    const views = [this.view(first, session, client, start, eventsOf(n, (index % 2) * 20_000))]
    if (index % 2 === 1) views.push(this.view(first + 1, session, client, start, []))
    return {
      v: 1,
      id: `batch-${n}`,
      site: this.site,
      visitor,
      session: `session-${client}-${session}`,
      views,
    }
  }

  private view(index: number, session: number, client: number, start: number, events: TrackedEvent[]): View {
    return {
      id: `view-${index}`,
      url: `https://shop.example${PAGES[(index + session + client) % PAGES.length]}`,
      startedAt: start + index * 60_000,
      viewport: [WIDTH, 900],
      page: [WIDTH, HEIGHT],
      events,
    }
  }
}

/** The page that a batch clicks on. */
export function pageOf({ client, session, index }: BatchKey): string {
  return PAGES[(Math.floor(index / 2) + session + client) % PAGES.length]!
}

/** Column and row of the cell that only this batch clicks in, and rests the pointer in for half a second. */
export function cellOf(n: number): [column: number, row: number] {
  return [n % 200, Math.floor(n / 200)]
}

function eventsOf(n: number, t: number): TrackedEvent[] {
  const [column, row] = cellOf(n)
  const x = column * (WIDTH / 200) + 2
  const y = row * 10 + 3
  const at = { x, y, selector: n % 40 === 0 ? '#buy' : `#item-${n % 40}` }
  const events: TrackedEvent[] = [
    { type: 'move', points: [t, x, y, 500, 0, 0] },
    { type: 'click', t: t + 500, ...at },
    { type: 'scroll', t: t + 600, top: (n % 90) * 1_000, ms: 1_000 + (n % 7) * 500 },
  ]
  if (n % 3 === 0) events.push({ type: 'form', t: t + 700, action: 'focus', form: '#signup', field: 'email' })
  if (n % 4 === 0)
    events.push({ type: 'form', t: t + 900, action: 'submit', form: '#signup', field: 'email' })
  if (n % 5 === 0) events.push({ type: 'custom', t: t + 950, name: 'purchase', props: { plan: 'pro' } })
  if (n % 11 === 0) events.push({ type: 'rage', t: t + 960, ...at, count: 3 })
  if (n % 13 === 0) events.push({ type: 'dead', t: t + 970, ...at })
  return events
}
