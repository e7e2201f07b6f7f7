import type { Segment } from '../segments/segment.js'
import type { EventBuffer } from './EventBuffer.js'
import type { OrderedMatcher } from './OrderedMatcher.js'
import { type CompiledSteps, HAS_PROPS, HAS_STOPS, stepsOf, stopsOf } from './stepCompiler.js'

/** Reads out of the timelines of a segment's sessions what matters to a funnel. */
export class SegmentScanner {
  readonly #segment: Segment
  readonly #compiled: CompiledSteps

  constructor(segment: Segment, compiled: CompiledSteps) {
    this.#segment = segment
    this.#compiled = compiled
  }

  /** Adds the events of the session in a row to the buffer. */
  collect(row: number, session: number, buffer: EventBuffer): void {
    const { sessions, timeline } = this.#segment
    const { offsets, codes } = this.#compiled
    for (let event = sessions.firstEvent[row]!; event < sessions.firstEvent[row + 1]!; event++) {
      const entry = offsets[timeline.kind[event]!]! + timeline.what[event]!
      if (codes[entry] === 0) continue
      const detail = timeline.detail[event]!
      const steps = stepsOf(this.#compiled, entry, detail)
      const stops = stopsOf(this.#compiled, entry, detail)
      if ((steps | stops) !== 0) buffer.push(timeline.at[event]!, steps, stops, session)
    }
  }

  /**
   * Gives a matcher the events of the session in a row that can change something for it. No two events of the session
   * may be of the same time.
   */
  feed(row: number, session: number, matcher: OrderedMatcher): void {
    const { firstEvent } = this.#segment.sessions
    const { at, kind, what, detail } = this.#segment.timeline
    const { offsets, codes } = this.#compiled
    const last = firstEvent[row + 1]!
    let wanted = wantedCodes(matcher)
    for (let event = firstEvent[row]!; event < last; event++) {
      const entry = offsets[kind[event]!]! + what[event]!
      if ((codes[entry]! & wanted) === 0) continue
      const steps = stepsOf(this.#compiled, entry, detail[event]!)
      const stops = stopsOf(this.#compiled, entry, detail[event]!)
      matcher.take(at[event]!, steps, stops, session)
      if (matcher.isComplete) return
      wanted = wantedCodes(matcher)
    }
  }
}

function wantedCodes({ wanted }: OrderedMatcher): number {
  return wanted === 1 ? wanted | HAS_PROPS : wanted | HAS_PROPS | HAS_STOPS
}
