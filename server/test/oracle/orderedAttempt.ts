import type { FunnelParams } from './funnel.js'
import { groupBy } from './groupBy.js'
import type { KeyEvent } from './keyEvents.js'

/** Times at which an attempt reached its steps, the first of them included. */
export type Reached = number[]

/**
 * How far the attempt gets that starts with `first`, in whichever order of the events of one instant takes
 * it furthest. Tries every order.
 */
export function orderedAttempt(events: readonly KeyEvent[], first: KeyEvent, query: FunnelParams): Reached {
  const { steps, window = 1_209_600, order = 'ordered', exclude = [] } = query
  const within = events.filter(
    (event) => event !== first && event.at >= first.at && event.at <= first.at + window * 1_000,
  )
  const instants = [...groupBy(within, ({ at }) => String(at)).values()]
  const known = new Map<string, Reached>()
  return [first.at, ...furthest(0, instants[0] ?? [], 0)]

  /** The times of the further steps, from `step` reached and the events of `left` still to come at this instant. */
  function furthest(instant: number, left: readonly KeyEvent[], step: number): Reached {
    const key = `${instant} ${step} ${left.map((event) => within.indexOf(event))}`
    let best = known.get(key)
    if (!best) {
      best = step === steps.length - 1 ? [] : choose(instant, left, step)
      known.set(key, best)
    }
    return best
  }

  function choose(instant: number, left: readonly KeyEvent[], step: number): Reached {
    const next = instants[instant + 1]
    const options: Reached[] = []
    // What is left of the start's own instant may have come before it.
    const isOver = left.length === 0 || left[0]!.at === first.at
    if (isOver) options.push(next ? furthest(instant + 1, next, step) : [])
    for (const event of left) {
      const rest = left.filter((other) => other !== event)
      if (event.fits(steps[step + 1]!)) options.push([event.at, ...furthest(instant, rest, step + 1)])
      else if (endsAttempt(event, step)) options.push([])
      else options.push(furthest(instant, rest, step))
    }
    return options.reduce((a, b) => (compareReached(a, b) <= 0 ? a : b))
  }

  function endsAttempt(event: KeyEvent, step: number): boolean {
    if (exclude.some((exclusion) => exclusion.after === step && event.fits(exclusion))) return true
    if (order !== 'strict' || event.fits(steps[step]!)) return false
    if (event.kind === 'click') return steps.some((other) => 'click' in other)
    if (event.kind === 'form') return steps.some((other) => 'form' in other)
    return true
  }
}

/** The further, then the earlier there, first. */
export function compareReached(a: Reached, b: Reached): number {
  if (a.length !== b.length) return b.length - a.length
  for (let i = a.length - 1; i >= 0; i--) if (a[i] !== b[i]) return a[i]! - b[i]!
  return 0
}
