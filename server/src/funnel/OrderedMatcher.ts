import type { ActorEvents, AttemptRules, Matcher } from './actorEvents.js'
import { TiedEvents } from './TiedEvents.js'

/**
 * Finds the best attempt of an `ordered` or `strict` funnel (they differ only in `stops`) in one pass over the events.
 *
 * Attempts that stand at the same step have the same future but for their windows, and a later start both lasts longer
 * and wins a tie. So at most one attempt a step has to be kept: the one that started last. What an attempt reached
 * before it gave way to another is held as the best so far.
 */
export class OrderedMatcher implements Matcher {
  readonly times: Float64Array
  start = -1

  readonly #rules: AttemptRules
  readonly #ties = new TiedEvents()
  /** Bit k: an attempt stands at step k. */
  #open = 0
  /** Times of the steps of the attempt at step k, from index k * steps on, and the event that it started with. */
  #rows: Float64Array
  #starts: Int32Array
  /** Where `#rows` and `#starts` of a moment with several events are made. */
  #nextRows: Float64Array
  #nextStarts: Int32Array
  /** The attempt that is being considered for a moment with several events. */
  readonly #row: Float64Array
  /** Index of the furthest step that an attempt reached. */
  #best = -1

  constructor(rules: AttemptRules) {
    const { steps } = rules
    this.#rules = rules
    this.times = new Float64Array(steps)
    this.#row = new Float64Array(steps)
    this.#rows = new Float64Array(steps * steps)
    this.#starts = new Int32Array(steps)
    this.#nextRows = new Float64Array(steps * steps)
    this.#nextStarts = new Int32Array(steps)
  }

  match(events: ActorEvents): number {
    const { at, count } = events
    const last = this.#rules.steps - 1
    this.#open = 0
    this.#best = -1
    for (let first = 0; first < count && this.#best < last; ) {
      let end = first + 1
      while (end < count && at[end] === at[first]) end++
      if (end === first + 1) this.#take(events, first)
      else this.#takeTied(events, first, end)
      first = end
    }
    return this.#best + 1
  }

  #take({ at, steps, stops }: ActorEvents, event: number): void {
    const { windowMs, from, to, steps: width } = this.#rules
    const time = at[event]!
    const matched = steps[event]!
    let moving = this.#open & (matched >>> 1)
    let open = this.#open & ~moving & ~stops[event]!
    // From the furthest step down, so that no attempt moves twice.
    while (moving !== 0) {
      const step = 31 - Math.clz32(moving)
      moving ^= 1 << step
      const row = step * width
      if (time - this.#rows[row]! > windowMs) continue
      const next = row + width
      const taken = (open & (2 << step)) !== 0
      if (taken && compareAttempts(this.#rows, row, this.#rows, next, step) <= 0) continue
      for (let k = 0; k <= step; k++) this.#rows[next + k] = this.#rows[row + k]!
      this.#rows[next + step + 1] = time
      this.#starts[step + 1] = this.#starts[step]!
      open |= 2 << step
      if (step + 1 > this.#best) this.#keep(step + 1, this.#rows, next, this.#starts[step]!)
    }
    if ((matched & 1) !== 0 && time >= from && time < to) {
      this.#rows[0] = time
      this.#starts[0] = event
      open |= 1
      if (this.#best < 0) this.#keep(0, this.#rows, 0, event)
    }
    this.#open = open
  }

  /** Takes the events from `first` up to `end`, all of one time, in whichever order gets each attempt furthest. */
  #takeTied(events: ActorEvents, first: number, end: number): void {
    const { steps, windowMs, from, to } = this.#rules
    const time = events.at[first]!
    const ties = this.#ties.of(events, first, end, steps)
    const before = this.#open
    this.#open = 0
    for (let step = 0; step < steps; step++) {
      const row = step * steps
      if ((before & (1 << step)) === 0 || time - this.#rows[row]! > windowMs) continue
      this.#row.set(this.#rows.subarray(row, row + step + 1))
      this.#row.fill(time, step + 1)
      const reach = ties.reach(step)
      if (reach > step) this.#offerBest(reach, this.#starts[step]!)
      for (let end = step; end <= reach; end++)
        if (ties.canStandAt(end, step)) this.#offer(end, this.#starts[step]!)
    }
    if (time >= from && time < to) {
      this.#row.fill(time)
      for (let event = end - 1; event >= first; event--) {
        if (!ties.isStart(event)) continue
        // The others of this moment may come before the start, so the attempt can stand at every step on the way.
        const reach = ties.reach(0, event)
        this.#offerBest(reach, event)
        for (let step = 0; step <= reach; step++) this.#offer(step, event)
      }
    }
    ;[this.#rows, this.#nextRows] = [this.#nextRows, this.#rows]
    ;[this.#starts, this.#nextStarts] = [this.#nextStarts, this.#starts]
  }

  /** Lets the attempt in `#row` stand at `step` after this moment, unless a better one does. */
  #offer(step: number, start: number): void {
    const row = step * this.#rules.steps
    const taken = (this.#open & (1 << step)) !== 0
    if (taken && !this.#isBetter(step, start, this.#nextRows, row, this.#nextStarts[step]!)) return
    this.#nextRows.set(this.#row.subarray(0, step + 1), row)
    this.#nextStarts[step] = start
    this.#open |= 1 << step
  }

  #offerBest(step: number, start: number): void {
    if (step < this.#best) return
    if (step === this.#best) {
      if (this.times[step] !== this.#row[step]) return
      if (!this.#isBetter(step, start, this.times, 0, this.start)) return
    }
    this.#keep(step, this.#row, 0, start)
  }

  /** Whether the attempt in `#row` is better than another that stands at the same step. */
  #isBetter(step: number, start: number, rows: Float64Array, row: number, otherStart: number): boolean {
    const order = compareAttempts(this.#row, 0, rows, row, step)
    return order > 0 || (order === 0 && start > otherStart)
  }

  #keep(step: number, rows: Float64Array, row: number, start: number): void {
    this.#best = step
    this.start = start
    for (let k = 0; k <= step; k++) this.times[k] = rows[row + k]!
  }
}

/** Of two attempts that have come as far: above 0 if the first started later, or else took a step up to `last` sooner. */
function compareAttempts(a: Float64Array, rowA: number, b: Float64Array, rowB: number, last: number): number {
  const later = a[rowA]! - b[rowB]!
  if (later !== 0) return later
  for (let k = 1; k <= last; k++) {
    const sooner = b[rowB + k]! - a[rowA + k]!
    if (sooner !== 0) return sooner
  }
  return 0
}
