import type { JourneySegment } from '../segments/segment.js'
import type { EventBuffer } from './EventBuffer.js'
import type { OrderedMatcher } from './OrderedMatcher.js'
import { type CompiledSteps, HAS_PROPS, HAS_STOPS, stepsOf, stopsOf } from './stepCompiler.js'

/** Reads out of the journeys of a segment's sessions what matters to a funnel. */
export class SegmentScanner {
  readonly #compiled: CompiledSteps
  readonly #codes: Int32Array
  readonly #start: Float64Array
  readonly #firstEvent: Uint32Array
  readonly #entries: Uint16Array | Uint32Array
  readonly #elapsed: Uint32Array | Float64Array
  readonly #detail: Uint32Array | null

  constructor({ sessions, journeys }: JourneySegment, compiled: CompiledSteps) {
    this.#compiled = compiled
    this.#codes = compiled.codes
    this.#start = sessions.start
    this.#firstEvent = sessions.firstEvent
    this.#entries = journeys.entries
    this.#elapsed = journeys.elapsed
    this.#detail = journeys.detail
  }

  /** Adds the events of the session in a row to the buffer. */
  collect(row: number, session: number, buffer: EventBuffer): void {
    const start = this.#start[row]!
    const last = this.#firstEvent[row + 1]!
    for (let event = this.#firstEvent[row]!; event < last; event++) {
      if (this.#codes[this.#entries[event]!] === 0) continue
      const steps = this.#stepsOf(event)
      const stops = this.#stopsOf(event)
      if ((steps | stops) !== 0) buffer.push(start + this.#elapsed[event]!, steps, stops, session)
    }
  }

  /**
   * Gives a matcher the events of the session in a row that can change something for it. No two events of the session
   * may be of the same time.
   */
  feed(row: number, session: number, matcher: OrderedMatcher): void {
    const codes = this.#codes
    const entries = this.#entries
    const start = this.#start[row]!
    const last = this.#firstEvent[row + 1]!
    let wanted = wantedCodes(matcher)
    for (let event = this.#firstEvent[row]!; event < last; event++) {
      const code = codes[entries[event]!]!
      if ((code & wanted) === 0) continue
      matcher.now[0] = start + this.#elapsed[event]!
      if ((code & FLAGS) === 0) matcher.take(code, 0, session)
      else matcher.take(this.#stepsOf(event), this.#stopsOf(event), session)
      if (matcher.isComplete) return
      wanted = wantedCodes(matcher)
    }
  }

  /**
   * Finds the best attempt of the session in a row where neither range, window nor stops can cut one short, and no two events
   * are of the same time. It is the one that `OrderedMatcher` finds, with next to no state: forward to where the furthest step
   * is first reached and, if there was another start on the way, back to the last one that gets there and forward again.
   * @param bound how many steps the session can reach at most
   * @param times takes the epoch ms of each step that was reached
   * @returns how many were
   */
  walk(row: number, bound: number, times: Float64Array): number {
    const start = this.#start[row]!
    const end = this.#firstEvent[row + 1]!
    let reached = 0
    let event = 0
    let starts = 0
    for (let next = this.#firstEvent[row]!; next < end && reached < bound; next++) {
      const steps = this.#stepsOf(next)
      starts += steps & 1
      if ((steps & (1 << reached)) === 0) continue
      times[reached++] = start + this.#elapsed[next]!
      event = next
    }
    if (reached <= 1 || starts === 1) return reached
    for (let step = reached - 2; step >= 0; ) if ((this.#stepsOf(--event) & (1 << step)) !== 0) step--
    for (let step = 0; ; event++) {
      if ((this.#stepsOf(event) & (1 << step)) === 0) continue
      times[step] = start + this.#elapsed[event]!
      if (++step === reached) return reached
    }
  }

  #stepsOf(event: number): number {
    const entry = this.#entries[event]!
    const code = this.#codes[entry]!
    // All but a few events have no props that matter; the flag is the sign bit.
    return code >= 0 ? code : stepsOf(this.#compiled, entry, this.#detail?.[event] ?? 0)
  }

  #stopsOf(event: number): number {
    return stopsOf(this.#compiled, this.#entries[event]!, this.#detail?.[event] ?? 0)
  }
}

const FLAGS = HAS_PROPS | HAS_STOPS

/** The bits of a code that make an event worth giving to a matcher just now. With no attempt open there is none to stop. */
function wantedCodes({ wanted }: OrderedMatcher): number {
  return wanted === 1 ? wanted | HAS_PROPS : wanted | FLAGS
}
