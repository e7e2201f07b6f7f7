import type { ActorEvents } from './actorEvents.js'

const NONE = -1

/**
 * The events of one moment, which an attempt may take in any order. An order that leads from one step to another exists
 * when the events can be dealt out so: one for each step on the way, in order of the steps, and each of the others to a
 * step at which it does nothing. Which step fills with which event is a bipartite matching (Kuhn's algorithm; there are
 * few steps).
 */
export class TiedEvents {
  #steps: Int32Array = new Int32Array(0)
  #stops: Int32Array = new Int32Array(0)
  #first = 0
  #end = 0
  #stepCount = 0
  /** For each event of the moment the step that it fills, or NONE. */
  #filled = new Int32Array(16)
  /** For each event or step the search that came by last. */
  #seen = new Int32Array(32)
  #search = 0
  readonly #eventOf = new Int32Array(32)

  /** The events from `first` up to `end`. */
  of({ steps, stops }: ActorEvents, first: number, end: number, stepCount: number): this {
    this.#steps = steps
    this.#stops = stops
    this.#first = first
    this.#end = end
    this.#stepCount = stepCount
    if (end - first > this.#filled.length) {
      this.#filled = new Int32Array((end - first) * 2)
      this.#seen = new Int32Array(Math.max(32, (end - first) * 2))
    }
    return this
  }

  /** Whether an attempt may start with the event, and no later event of the moment is its like. */
  isStart(event: number): boolean {
    if ((this.#steps[event]! & 1) === 0) return false
    for (let other = event + 1; other < this.#end; other++) {
      if (this.#steps[other] === this.#steps[event]) return false
    }
    return true
  }

  /** The furthest step that an attempt standing at `step` gets to, `without` one of the events. */
  reach(step: number, without: number = NONE): number {
    this.#filled.fill(NONE, 0, this.#end - this.#first)
    while (step + 1 < this.#stepCount && this.#fill(step + 1, without, ++this.#search)) step++
    return step
  }

  /** Finds an event for a step, moving steps that were filled before to other events where needed. */
  #fill(step: number, without: number, search: number): boolean {
    for (let event = this.#first; event < this.#end; event++) {
      const index = event - this.#first
      if (event === without || (this.#steps[event]! & (1 << step)) === 0 || this.#seen[index] === search)
        continue
      this.#seen[index] = search
      const other = this.#filled[index]!
      if (other !== NONE && !this.#fill(other, without, search)) continue
      this.#filled[index] = step
      return true
    }
    return false
  }

  /**
   * Whether an attempt that stood at `from`, and can reach `to`, can stand at `to` after all events of the moment. Those
   * that would end it or carry it on wherever they came must fill one of the steps between. (Where one matching covers
   * all steps and another all those events, one covers both.)
   */
  canStandAt(to: number, from: number): boolean {
    this.#eventOf.fill(NONE)
    for (let event = this.#first; event < this.#end; event++) {
      if (!this.#isHarmless(event, from, to) && !this.#use(event, from, to, ++this.#search)) return false
    }
    return true
  }

  /** Whether there is a step from `from` to `to` at which the event does nothing. */
  #isHarmless(event: number, from: number, to: number): boolean {
    const acts = (this.#steps[event]! >>> 1) | this.#stops[event]!
    for (let step = from; step <= to; step++) if ((acts & (1 << step)) === 0) return true
    return false
  }

  /** Finds a step after `from` up to `to` that the event can fill, moving other events to other steps where needed. */
  #use(event: number, from: number, to: number, search: number): boolean {
    for (let step = from + 1; step <= to; step++) {
      if ((this.#steps[event]! & (1 << step)) === 0 || this.#seen[step] === search) continue
      this.#seen[step] = search
      const other = this.#eventOf[step]!
      if (other !== NONE && !this.#use(other, from, to, search)) continue
      this.#eventOf[step] = event
      return true
    }
    return false
  }
}
