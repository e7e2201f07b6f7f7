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
  session = 0

  readonly #rules: AttemptRules
  readonly #ties = new TiedEvents()
  /** Bit k: an attempt stands at step k. */
  #open = 0
  /** Index of the furthest step that an attempt reached. */
  #best = -1
  /** Of the attempt at step k: the times of its steps from index k * steps on, and the session that it started in. */
  #rows: Float64Array
  #sessions: Uint32Array
  /** What becomes of them in a moment with several events. */
  #nextRows: Float64Array
  #nextSessions: Uint32Array
  /** The attempt that is being considered in such a moment. */
  readonly #row: Float64Array

  constructor(rules: AttemptRules) {
    const { steps } = rules
    this.#rules = rules
    this.times = new Float64Array(steps)
    this.#row = new Float64Array(steps)
    this.#rows = new Float64Array(steps * steps)
    this.#sessions = new Uint32Array(steps)
    this.#nextRows = new Float64Array(steps * steps)
    this.#nextSessions = new Uint32Array(steps)
  }

  match(events: ActorEvents): number {
    const { at, steps, stops, session, count } = events
    this.begin()
    for (let event = 0; event < count && !this.isComplete; ) {
      let next = event + 1
      while (next < count && at[next] === at[event]) next++
      if (next === event + 1) this.take(at[event]!, steps[event]!, stops[event]!, session[event]!)
      else this.#takeTied(events, event, next)
      event = next
    }
    return this.reached
  }

  /** Begins with a new actor, whose events follow one by one. No two of them may be of the same time. */
  begin(): void {
    this.#open = 0
    this.#best = -1
  }

  /** How many steps the best attempt reached so far. */
  get reached(): number {
    return this.#best + 1
  }

  /** Whether no event that may follow can change the outcome. */
  get isComplete(): boolean {
    return this.#best === this.#rules.steps - 1
  }

  /** The steps that an event must match to change anything just now, unless it stops an attempt. */
  get wanted(): number {
    return 1 | (this.#open << 1)
  }

  /** Takes the next event. */
  take(time: number, steps: number, stops: number, session: number): void {
    const { windowMs, from, to, steps: width } = this.#rules
    let moving = this.#open & (steps >>> 1)
    let open = this.#open & ~moving & ~stops
    // From the furthest step down, so that no attempt moves twice.
    while (moving !== 0) {
      const step = 31 - Math.clz32(moving)
      moving ^= 1 << step
      const row = step * width
      const next = row + width
      if (time - this.#rows[row]! > windowMs) continue
      const isTaken = (open & (2 << step)) !== 0
      if (isTaken && compareAttempts(this.#rows, row, this.#rows, next, step) <= 0) continue
      for (let k = 0; k <= step; k++) this.#rows[next + k] = this.#rows[row + k]!
      this.#rows[next + step + 1] = time
      this.#sessions[step + 1] = this.#sessions[step]!
      open |= 2 << step
      if (step + 1 > this.#best) this.#keep(step + 1, this.#rows, next, this.#sessions[step]!)
    }
    if ((steps & 1) !== 0 && time >= from && time < to) {
      this.#rows[0] = time
      this.#sessions[0] = session
      open |= 1
      if (this.#best < 0) this.#keep(0, this.#rows, 0, session)
    }
    this.#open = open
  }

  /** Takes the events from `first` up to `end`, all of one time, in whichever order gets each attempt furthest. */
  #takeTied(events: ActorEvents, first: number, end: number): void {
    const { steps, windowMs, from, to } = this.#rules
    const time = events.at[first]!
    const ties = this.#ties.of(events, first, end, steps)
    const open = this.#open
    this.#open = 0
    for (let step = 0; step < steps; step++) {
      const row = step * steps
      if ((open & (1 << step)) === 0 || time - this.#rows[row]! > windowMs) continue
      this.#row.set(this.#rows.subarray(row, row + step + 1))
      this.#row.fill(time, step + 1)
      const session = this.#sessions[step]!
      const reach = ties.reach(step)
      if (reach > step) this.#offerBest(reach, session)
      for (let last = step; last <= reach; last++) if (ties.canStandAt(last, step)) this.#offer(last, session)
    }
    if (time >= from && time < to) {
      this.#row.fill(time)
      for (let event = first; event < end; event++) {
        if (!ties.isStart(event)) continue
        const session = events.session[event]!
        const reach = ties.reach(0, event)
        this.#offerBest(reach, session)
        // The others of this moment may come before the start, so the attempt can stand at every step on the way.
        for (let last = 0; last <= reach; last++) this.#offer(last, session)
      }
    }
    ;[this.#rows, this.#nextRows] = [this.#nextRows, this.#rows]
    ;[this.#sessions, this.#nextSessions] = [this.#nextSessions, this.#sessions]
  }

  /** Lets the attempt in `#row` stand at `step` after this moment, unless a better one does. */
  #offer(step: number, session: number): void {
    const next = step * this.#rules.steps
    const isTaken = (this.#open & (1 << step)) !== 0
    if (isTaken && compareAttempts(this.#row, 0, this.#nextRows, next, step) < 0) return
    this.#nextRows.set(this.#row.subarray(0, step + 1), next)
    this.#nextSessions[step] = session
    this.#open |= 1 << step
  }

  /** Keeps the attempt in `#row`, which reached `step` in this moment, unless a better one is kept. */
  #offerBest(step: number, session: number): void {
    if (step < this.#best) return
    if (step === this.#best) {
      if (this.times[step] !== this.#row[step]) return
      if (compareAttempts(this.#row, 0, this.times, 0, step) < 0) return
    }
    this.#keep(step, this.#row, 0, session)
  }

  #keep(step: number, rows: Float64Array, row: number, session: number): void {
    this.#best = step
    this.session = session
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
