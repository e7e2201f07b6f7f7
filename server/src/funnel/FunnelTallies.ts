import type { FunnelBreakdown, FunnelReport } from '@mouse-tracking/contract'
import { DEVICES, type JourneySegment } from '../segments/segment.js'
import { FunnelTally, type TallyState } from './FunnelTally.js'
import type { ParsedFunnelQuery } from './funnelQuery.js'

export type FunnelCounts = Pick<FunnelReport, 'steps' | 'actors' | 'converted' | 'breakdown'>

/** What tallies have counted, as another thread can be given it. */
export interface TalliesState {
  whole: TallyState
  parts: [value: string, tally: TallyState][]
}

/** Counts a funnel's actors as a whole, and by the breakdown's value where one is asked for. */
export class FunnelTallies {
  readonly #names: readonly string[]
  readonly #timed: boolean
  readonly #breakdown: FunnelBreakdown | null
  readonly #whole: FunnelTally
  readonly #parts = new Map<string, FunnelTally>()

  constructor({ steps, order, breakdown }: Pick<ParsedFunnelQuery, 'steps' | 'order' | 'breakdown'>) {
    this.#names = steps.map(({ name }) => name)
    this.#timed = order !== 'any'
    this.#breakdown = breakdown
    this.#whole = this.#tally()
  }

  /** Counts an actor whose best attempt reached this many steps at these times, in the whole and in its part. */
  add(reached: number, times: Float64Array, part: string | null): void {
    this.#whole.add(reached, times)
    if (part !== null) this.#part(part).add(reached, times)
  }

  state(): TalliesState {
    return {
      whole: this.#whole.state(),
      parts: Array.from(this.#parts, ([value, tally]) => [value, tally.state()]),
    }
  }

  /** Adds what the same funnel came to for other actors. */
  merge({ whole, parts }: TalliesState): void {
    this.#whole.merge(whole)
    for (const [value, tally] of parts) this.#part(value).merge(tally)
  }

  /** Parts come by actors, most first, then by value. */
  counts(): FunnelCounts {
    const steps = this.#whole.results(this.#names)
    const counts = { steps, actors: steps[0]!.count, converted: steps.at(-1)!.count }
    if (this.#breakdown === null) return counts
    const parts = Array.from(this.#parts, ([value, tally]) => ({ value, steps: tally.results(this.#names) }))
    parts.sort((a, b) => b.steps[0]!.count - a.steps[0]!.count || (a.value < b.value ? -1 : 1))
    return { ...counts, breakdown: parts }
  }

  #part(value: string): FunnelTally {
    let tally = this.#parts.get(value)
    if (tally === undefined) {
      tally = this.#tally()
      this.#parts.set(value, tally)
    }
    return tally
  }

  #tally(): FunnelTally {
    return new FunnelTally(this.#names.length, this.#timed)
  }
}

/** The part of a breakdown that a session puts its actor into; null where nothing is broken down. */
export function partOf(
  breakdown: FunnelBreakdown | null,
  { dictionaries, sessions }: JourneySegment,
  row: number,
): string | null {
  switch (breakdown) {
    case null:
      return null
    case 'device':
      return DEVICES[sessions.device[row]!]!
    case 'entry':
      return dictionaries.pages[sessions.entry[row]!]!
    case 'referrer':
      return dictionaries.hosts[sessions.referrer[row]!]!
  }
}
