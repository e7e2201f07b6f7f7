import { Scratch } from '../compute/Scratch.js'
import type { ActorEvents, AttemptRules, Matcher } from './actorEvents.js'
import { TiedEvents } from './TiedEvents.js'

/**
 * Finds the best attempt of an `ordered` or `strict` funnel (they differ only in `stops`) in one pass over an actor's events.
 *
 * Attempts that stand at the same step have the same future but for their windows, and a later start both lasts longer
 * and wins a tie. So at most one attempt a step has to be kept: the one that started last. What an attempt reached
 * before it gave way to another is held as the best so far.
 *
 * Actors are numbered, and can be gone on with in turns.
 */
export class OrderedMatcher implements Matcher {
  readonly times: Float64Array
  session = 0
  /** When the event that is taken next happened, epoch ms. In an array, for a number passed by itself would be put on the heap. */
  readonly now = new Float64Array(1)

  readonly #rules: AttemptRules
  readonly #ties = new TiedEvents()
  /**
   * By actor: the steps at which attempts stand, as a mask, and above that (see REACHED_SHIFT) how many steps its best
   * attempt reached. They are apart from the rest so that actors who have done nothing yet cost next to nothing.
   */
  readonly #heads: Int32Array
  /**
   * By actor: the best attempt, and for each step (see `#rowOf`) the attempt that stands there. An attempt is told by the
   * session that it started in and, after that, the times of its steps.
   */
  readonly #attempts: Float64Array
  readonly #size: number
  /** The actor whose events are taken: where its attempts begin, and how many steps it can reach at most. */
  #actor = 0
  #base = 0
  #bound = 0
  #open = 0
  #reached = 0
  /** The rows of an actor after a moment with several events, and the one that is being considered there. */
  readonly #next: Float64Array
  readonly #row: Float64Array

  /** @param scratch where its memory is from; it must not begin anew while the matcher is in use */
  constructor(rules: AttemptRules, actors = 1, scratch = new Scratch()) {
    const { steps } = rules
    this.#rules = rules
    this.#size = attemptsSize(steps)
    this.#heads = scratch.int32(actors).fill(0)
    this.#attempts = scratch.float64(actors * this.#size)
    this.times = new Float64Array(steps)
    this.#next = new Float64Array(this.#size)
    this.#row = new Float64Array(steps + 1)
  }

  /** Bytes that the state of an actor takes. */
  static bytesPerActor(steps: number): number {
    return attemptsSize(steps) * Float64Array.BYTES_PER_ELEMENT + Int32Array.BYTES_PER_ELEMENT
  }

  match(events: ActorEvents): number {
    const { at, steps, stops, session, count } = events
    this.begin()
    for (let event = 0; event < count && !this.isComplete; ) {
      let next = event + 1
      while (next < count && at[next] === at[event]) next++
      if (next === event + 1) {
        this.now[0] = at[event]!
        this.take(steps[event]!, stops[event]!, session[event]!)
      } else this.#takeTied(events, event, next)
      event = next
    }
    return this.outcome()
  }

  /** Forgets all actors. */
  clear(): void {
    this.#heads.fill(0)
  }

  /**
   * Begins with a new actor, whose events follow one by one in order of time. No two of them may be of the same time.
   * @param bound how many steps the actor can reach at most
   */
  begin(bound: number = this.#rules.steps): void {
    this.#select(0, bound)
    this.#open = 0
    this.#reached = 0
  }

  /** Goes on with an actor, which may be new, in the same way. `bound` goes for all its events. */
  resume(actor: number, bound: number = this.#rules.steps): void {
    this.#select(actor, bound)
    const head = this.#heads[actor]!
    this.#open = head & OPEN_BITS
    this.#reached = head >> REACHED_SHIFT
  }

  /** Leaves the actor for now. */
  suspend(): void {
    this.#heads[this.#actor] = this.#open | (this.#reached << REACHED_SHIFT)
  }

  #select(actor: number, bound: number): void {
    this.#actor = actor
    this.#base = actor * this.#size
    this.#bound = bound
  }

  /** Returns how many steps the actor's best attempt reached so far, and tells of it in `times` and `session`. */
  outcome(): number {
    if (this.#reached === 0) return 0
    this.session = this.#attempts[this.#base]!
    for (let step = 0; step < this.#reached; step++) this.times[step] = this.#attempts[this.#base + 1 + step]!
    return this.#reached
  }

  /** Whether no event that may follow can change the outcome: the first attempt to get as far as any can is the best. */
  get isComplete(): boolean {
    return this.#reached === this.#bound
  }

  /** The steps that an event must match to change anything just now, unless it stops an attempt. */
  get wanted(): number {
    return 1 | (this.#open << 1)
  }

  /** Takes the next event, which happened `now`. */
  take(steps: number, stops: number, session: number): void {
    const { windowMs, from, to } = this.#rules
    const attempts = this.#attempts
    const time = this.now[0]!
    let moving = this.#open & (steps >>> 1)
    let open = this.#open & ~moving & ~stops
    // From the furthest step down, so that no attempt moves twice.
    while (moving !== 0) {
      const step = 31 - Math.clz32(moving)
      moving ^= 1 << step
      const row = this.#rowOf(step)
      const next = this.#rowOf(step + 1)
      if (time - attempts[row + 1]! > windowMs) continue
      const isTaken = (open & (2 << step)) !== 0
      if (isTaken && compareAttempts(attempts, row, attempts, next, step) <= 0) continue
      for (let i = 0; i <= step + 1; i++) attempts[next + i] = attempts[row + i]!
      attempts[next + step + 2] = time
      open |= 2 << step
      if (step + 2 > this.#reached) this.#keep(step + 1, attempts, next)
    }
    if ((steps & 1) !== 0 && time >= from && time < to) {
      const row = this.#rowOf(0)
      attempts[row] = session
      attempts[row + 1] = time
      open |= 1
      if (this.#reached === 0) this.#keep(0, attempts, row)
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
      const row = this.#rowOf(step)
      if ((before & (1 << step)) === 0 || time - this.#attempts[row + 1]! > windowMs) continue
      this.#row.set(this.#attempts.subarray(row, row + step + 2))
      this.#row.fill(time, step + 2)
      const reach = ties.reach(step)
      if (reach > step) this.#offerBest(reach)
      for (let last = step; last <= reach; last++) if (ties.canStandAt(last, step)) this.#offer(last)
    }
    if (time >= from && time < to) {
      this.#row.fill(time)
      for (let event = first; event < end; event++) {
        if (!ties.isStart(event)) continue
        this.#row[0] = events.session[event]!
        const reach = ties.reach(0, event)
        this.#offerBest(reach)
        // The others of this moment may come before the start, so the attempt can stand at every step on the way.
        for (let last = 0; last <= reach; last++) this.#offer(last)
      }
    }
    const rows = this.#rowOf(0) - this.#base
    this.#attempts.set(this.#next.subarray(rows), this.#base + rows)
  }

  /** Lets the attempt in `#row` stand at `step` after this moment, unless a better one does. */
  #offer(step: number): void {
    const next = this.#rowOf(step) - this.#base
    if ((this.#open & (1 << step)) !== 0 && compareAttempts(this.#row, 0, this.#next, next, step) < 0) return
    this.#next.set(this.#row.subarray(0, step + 2), next)
    this.#open |= 1 << step
  }

  /** Keeps the attempt in `#row`, which reached `step` in this moment, unless a better one is kept. */
  #offerBest(step: number): void {
    const best = this.#reached - 1
    if (step < best) return
    if (step === best) {
      if (this.#attempts[this.#base + 1 + step] !== this.#row[1 + step]) return
      if (compareAttempts(this.#row, 0, this.#attempts, this.#base, step) < 0) return
    }
    this.#keep(step, this.#row, 0)
  }

  /** Keeps an attempt that reached `step` as the best. */
  #keep(step: number, rows: Float64Array, row: number): void {
    this.#reached = step + 1
    for (let i = 0; i <= step + 1; i++) this.#attempts[this.#base + i] = rows[row + i]!
  }

  /** Where the attempt that stands at a step begins. */
  #rowOf(step: number): number {
    return this.#base + this.#rules.steps + 1 + ((step * (step + 3)) >> 1)
  }
}

const REACHED_SHIFT = 25
const OPEN_BITS = 2 ** REACHED_SHIFT - 1

/** Numbers that the best attempt and one for each step take, rounded up so that those of one actor share cache lines. */
function attemptsSize(steps: number): number {
  return Math.ceil((steps + 1 + (steps * (steps + 3)) / 2) / 8) * 8
}

/**
 * Of two attempts that have come as far, each given by its session and the times of its steps: above 0 if the first started
 * later, or else took a step up to `last` sooner.
 */
function compareAttempts(a: Float64Array, rowA: number, b: Float64Array, rowB: number, last: number): number {
  const later = a[rowA + 1]! - b[rowB + 1]!
  if (later !== 0) return later
  for (let i = 2; i <= last + 1; i++) {
    const sooner = b[rowB + i]! - a[rowA + i]!
    if (sooner !== 0) return sooner
  }
  return 0
}
