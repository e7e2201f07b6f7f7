import type { FunnelStepResult } from '@mouse-tracking/contract'
import { ratio } from '../reports/round.js'
import { summariseSeconds } from '../reports/summariseSeconds.js'

/** What a tally has counted, as another thread can be given it. */
export interface TallyState {
  furthest: Float64Array
  /** For each step, in pieces. */
  durations: Float64Array[][]
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
    return { furthest: this.#furthest, durations: this.#durations.map((durations) => durations.pieces()) }
  }

  /** Adds what another tally of the same funnel has counted. */
  merge({ furthest, durations }: TallyState): void {
    for (const [step, actors] of furthest.entries()) this.#furthest[step]! += actors
    for (const [step, pieces] of durations.entries()) this.#durations[step]!.append(pieces)
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

/** Numbers in the first piece, and in the largest. */
const PIECE = { first: 16, most: 65_536 }

/** Durations in ms, in pieces that can go to another thread as they are. */
class Durations {
  readonly #full: Float64Array[] = []
  #piece = new Float64Array(PIECE.first)
  #count = 0

  push(ms: number): void {
    if (this.#count === this.#piece.length) {
      this.#full.push(this.#piece)
      this.#piece = new Float64Array(Math.min(this.#count * 2, PIECE.most))
      this.#count = 0
    }
    this.#piece[this.#count++] = ms
  }

  append(pieces: readonly Float64Array[]): void {
    this.#full.push(...pieces)
  }

  pieces(): Float64Array[] {
    return [...this.#full, this.#piece.slice(0, this.#count)]
  }

  summary() {
    return summariseSeconds(joined(this.pieces()))
  }
}

function joined(pieces: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let end = 0
  for (const piece of pieces) {
    whole.set(piece, end)
    end += piece.length
  }
  return whole
}
