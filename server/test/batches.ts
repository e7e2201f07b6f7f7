import type { Batch, TrackedEvent, View } from '@mouse-tracking/contract'

let made = 0

/** A valid batch with one page view; what is given replaces what it has. */
export function batchOf(changes: Partial<Batch> = {}, view: Partial<View> = {}): Batch {
  made++
  return {
    v: 1,
    id: `batch-${made}`,
    site: 'demo',
    visitor: 'visitor-1',
    session: 'session-1',
    views: [viewOf(view)],
    ...changes,
  }
}

export function viewOf(changes: Partial<View> = {}): View {
  return {
    id: 'view-1',
    url: 'https://shop.example/pricing',
    startedAt: Date.now() - 60_000,
    viewport: [1440, 900],
    page: [1440, 3000],
    events: [],
    ...changes,
  }
}

export const click = (
  t: number,
  changes: Partial<Extract<TrackedEvent, { type: 'click' }>> = {},
): TrackedEvent => ({
  type: 'click',
  t,
  x: 720,
  y: 455,
  selector: '#buy',
  ...changes,
})
