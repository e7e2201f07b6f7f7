import type { ActorEvents, AttemptRules, Matcher } from './actorEvents.js'
import { StepCover } from './StepCover.js'

/**
 * Finds the most distinct steps that one window contains, in whichever order they come. A window is opened by an event in
 * the range. Of the windows that hold as many steps the one counts that had them earliest, and of these the one that was
 * opened last; `times` is not told.
 */
export class AnyMatcher implements Matcher {
  readonly times = new Float64Array(0)
  session = 0

  readonly #rules: AttemptRules
  readonly #window: StepCover
  readonly #tail: StepCover

  constructor(rules: AttemptRules) {
    this.#rules = rules
    this.#window = new StepCover(rules.steps)
    this.#tail = new StepCover(rules.steps)
  }

  match(events: ActorEvents): number {
    const { at, steps: masks, session, count } = events
    const { steps, windowMs, from, to } = this.#rules
    let best = 0
    let opening = 0
    while (opening < count && at[opening]! < from) opening++
    this.#window.clear()
    for (let event = opening; event < count && best < steps; ) {
      const now = at[event]!
      while (event < count && at[event] === now) this.#window.add(masks[event++]!)
      // The widest window that holds this moment holds the most.
      while (at[opening]! < now - windowMs) this.#window.remove(masks[opening++]!)
      if (at[opening]! >= to) break
      const size = this.#window.size()
      if (size <= best) continue
      best = size
      this.session = session[this.#lastOpening(events, event, size)]!
    }
    return best
  }

  /** The last event in the range from which on the events up to `end` still fill as many steps. */
  #lastOpening({ at, steps }: ActorEvents, end: number, size: number): number {
    this.#tail.clear()
    let event = end
    do this.#tail.add(steps[--event]!)
    while (at[event]! >= this.#rules.to || this.#tail.size() < size)
    // Any event of that moment opens the same window.
    while (event + 1 < end && at[event + 1] === at[event]) event++
    return event
  }
}
