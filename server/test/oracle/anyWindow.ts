import type { FunnelParams } from './funnel.js'
import type { KeyEvent } from './keyEvents.js'

/**
 * How many distinct steps the window holds that the opener opens, each filled by an event of its own, and when
 * it first holds so many.
 */
export function anyWindow(events: readonly KeyEvent[], opener: KeyEvent, query: FunnelParams) {
  const { steps, window = 1_209_600 } = query
  const opened = opener.at
  const within = events.filter(({ at }) => at >= opened && at <= opened + window * 1_000)
  /** The event that fills each step. */
  const filled = new Map<number, KeyEvent>()
  let reachedAt = opened
  for (const event of within) if (place(event, new Set())) reachedAt = event.at
  return { steps: filled.size, reachedAt }

  /** Gives the event a step, moving others to other steps where that makes room. */
  function place(event: KeyEvent, tried: Set<number>): boolean {
    return steps.some((step, n) => {
      if (tried.has(n) || !event.fits(step)) return false
      tried.add(n)
      const holder = filled.get(n)
      if (holder && !place(holder, tried)) return false
      filled.set(n, event)
      return true
    })
  }
}
