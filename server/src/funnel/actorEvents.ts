/**
 * What a funnel needs to know of an actor's events: those that matter to it, in order of time. Bit k of `steps` says that
 * the event matches step k; bit k of `stops` that it ends an attempt that stands at step k, unless it fills step k + 1.
 */
export interface ActorEvents {
  /** Epoch ms. */
  readonly at: Float64Array
  readonly steps: Int32Array
  readonly stops: Int32Array
  /** Number of the session that each event belongs to. */
  readonly session: Uint32Array
  /** Entries in use. */
  readonly count: number
}

/** When an attempt may start, and how long it may take. */
export interface AttemptRules {
  /** How many steps the funnel has; at most 25. */
  steps: number
  /** From the first step, inclusive, ms. */
  windowMs: number
  /** Of the first step, epoch ms; from inclusive, to exclusive. */
  from: number
  to: number
}

/** A matcher keeps its scratch space between actors; what it found stands until it is given the next. */
export interface Matcher {
  /** The number of steps that the actor's best attempt reached, 0 for no attempt. */
  match(events: ActorEvents): number
  /** Epoch ms of each step that was reached. */
  readonly times: Float64Array
  /** Number of the session that holds the best attempt's first step. */
  readonly session: number
}
