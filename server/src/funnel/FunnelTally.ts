import type { FunnelStepResult } from '@mouse-tracking/contract'
import { ratio } from '../reports/round.js'
import { summariseSeconds } from '../reports/summariseSeconds.js'
import { grow } from './grow.js'

/** What a tally has counted, as another thread can be given it. */
export interface TallyState {
  furthest: Float64Array
  durations: Float64Array[]
}

/** Counts how far actors got, and keeps how long each step took them. */
export class FunnelTally {
  /** By index of the furthest step. */
  readonly #furthest: Float64Array
  /** For each step the ms from the step before, of every actor that reached it. */
  readonly #durations: Durations[]
  readonly #timed: boolean

  /** @param timed whether times between steps are told */
  constructor(steps: number, timed: boolean) {
    this.#furthest = new Float64Array(steps)
    this.#durations = Array.from({ length: steps }, () => new Durations())
    this.#timed = timed
  }

  /** Counts an actor that reached this many steps (at least one), at these times. */
  add(reached: number, times: Float64Array): void {
    this.#furthest[reached - 1]!++
    if (!this.#timed) return
    for (let step = 1; step < reached; step++) this.#durations[step]!.push(times[step]! - times[step - 1]!)
  }

  state(): TallyState {
    return { furthest: this.#furthest, durations: this.#durations.map((durations) => durations.values()) }
  }

  /** Adds what another tally of the same funnel has counted. */
  merge({ furthest, durations }: TallyState): void {
    for (const [step, actors] of furthest.entries()) this.#furthest[step]! += actors
    for (const [step, values] of durations.entries()) this.#durations[step]!.append(values)
  }

  /** One result a step, in the order of the names. */
  results(names: readonly string[]): FunnelStepResult[] {
    const counts = names.map((_, step) =>
      this.#furthest.subarray(step).reduce((sum, actors) => sum + actors, 0),
    )
    return names.map((name, step) => {
      const count = counts[step]!
      const previous = counts[Math.max(0, step - 1)]!
      return {
        name,
        count,
        conversion: ratio(count, counts[0]!),
        fromPrevious: ratio(count, previous),
        dropped: previous - count,
        seconds: this.#durations[step]!.summary(),
      }
    })
  }
}

class Durations {
  #values = new Float64Array(16)
  #count = 0

  push(ms: number): void {
    if (this.#count === this.#values.length) this.#values = grow(this.#values, this.#count * 2)
    this.#values[this.#count++] = ms
  }

  append(values: Float64Array): void {
    const count = this.#count + values.length
    if (count > this.#values.length) this.#values = grow(this.#values, count)
    this.#values.set(values, this.#count)
    this.#count = count
  }

  /** A copy. */
  values(): Float64Array {
    return this.#values.slice(0, this.#count)
  }

  summary() {
    return summariseSeconds(this.#values.subarray(0, this.#count))
  }
}
