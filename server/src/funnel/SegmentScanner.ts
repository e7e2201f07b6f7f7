import type { Segment } from '../segments/segment.js'
import type { EventBuffer } from './EventBuffer.js'
import type { OrderedMatcher } from './OrderedMatcher.js'
import { type SegmentTraits, traitsOf } from './segmentTraits.js'
import { type CompiledSteps, HAS_PROPS, HAS_STOPS, stepsOf, stopsOf } from './stepCompiler.js'

/** Reads out of the timelines of a segment's sessions what matters to a funnel. */
export class SegmentScanner {
  readonly #compiled: CompiledSteps
  readonly #codes: Int32Array
  readonly #firstEvent: Uint32Array
  readonly #entries: SegmentTraits['entries']
  readonly #at: Float64Array
  readonly #detail: Uint32Array

  constructor(segment: Segment, compiled: CompiledSteps) {
    this.#compiled = compiled
    this.#codes = compiled.codes
    this.#firstEvent = segment.sessions.firstEvent
    this.#entries = traitsOf(segment).entries
    this.#at = segment.timeline.at
    this.#detail = segment.timeline.detail
  }

  /** Adds the events of the session in a row to the buffer. */
  collect(row: number, session: number, buffer: EventBuffer): void {
    const last = this.#firstEvent[row + 1]!
    for (let event = this.#firstEvent[row]!; event < last; event++) {
      if (this.#codes[this.#entries[event]!] === 0) continue
      const steps = this.#stepsOf(event)
      const stops = this.#stopsOf(event)
      if ((steps | stops) !== 0) buffer.push(this.#at[event]!, steps, stops, session)
    }
  }

  /**
   * Gives a matcher the events of the session in a row that can change something for it. No two events of the session
   * may be of the same time.
   */
  feed(row: number, session: number, matcher: OrderedMatcher): void {
    const codes = this.#codes
    const entries = this.#entries
    const last = this.#firstEvent[row + 1]!
    let wanted = wantedCodes(matcher)
    for (let event = this.#firstEvent[row]!; event < last; event++) {
      const code = codes[entries[event]!]!
      if ((code & wanted) === 0) continue
      if ((code & FLAGS) === 0) matcher.take(this.#at, event, code, 0, session)
      else matcher.take(this.#at, event, this.#stepsOf(event), this.#stopsOf(event), session)
      if (matcher.isComplete) return
      wanted = wantedCodes(matcher)
    }
  }

  #stepsOf(event: number): number {
    return stepsOf(this.#compiled, this.#entries[event]!, this.#detail[event]!)
  }

  #stopsOf(event: number): number {
    return stopsOf(this.#compiled, this.#entries[event]!, this.#detail[event]!)
  }
}

const FLAGS = HAS_PROPS | HAS_STOPS

/** The bits of a code that make an event worth giving to a matcher just now. With no attempt open there is none to stop. */
function wantedCodes({ wanted }: OrderedMatcher): number {
  return wanted === 1 ? wanted | HAS_PROPS : wanted | FLAGS
}
