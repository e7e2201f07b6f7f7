import type { Scratch } from '../compute/Scratch.js'
import type { JourneyView } from '../segments/segment.js'
import type { EventBuffer } from './EventBuffer.js'
import { partOf } from './FunnelTallies.js'
import type { ParsedFunnelQuery } from './funnelQuery.js'
import { type FunnelScan, funnelScans } from './funnelScans.js'
import type { OrderedMatcher } from './OrderedMatcher.js'
import { reachableSteps } from './possibleSteps.js'
import { type VisitorIndex, visitorIndexOf } from './visitorIndex.js'

/**
 * The visitors of some segments, as a funnel goes through them. Those who cannot reach any step are left out. Those of whom a
 * single session matters are matched like sessions. Most others can be matched on the go; those are told by numbers of
 * their own, from 0 up to `simple`. Those whose sessions overlap or who did
 * two things at once, and all visitors where steps may come in any order, must be gathered one by one.
 */
export class VisitorScan {
  readonly simple: number
  /** Numbers in the visitor index. */
  readonly gathered: readonly number[]

  readonly #query: ParsedFunnelQuery
  readonly #scans: FunnelScan[]
  readonly #index: VisitorIndex
  /** By number in the index, for simple visitors: `number * 32 + the most steps that it can reach`; for others NONE. */
  readonly #simple: Int32Array
  /** By number in the index: the only session of the visitor that matters, if nothing can cut its attempts short, else NONE. */
  readonly #only: Int32Array
  /** Number of the first session of each segment. */
  readonly #firstSessions: number[] = []

  /** @param scratch where its memory is from; it must not begin anew while the scan is in use */
  constructor(views: readonly JourneyView[], query: ParsedFunnelQuery, scratch: Scratch) {
    const inOrder = views.filter(({ segment }) => segment.sessions.count > 0).sort(byFirstStart)
    this.#query = query
    this.#scans = funnelScans(inOrder, query, query.to + query.windowMs, scratch)
    this.#index = visitorIndexOf(inOrder.map(({ segment }) => segment))

    const { visitors, visitorOf, tangled } = this.#index
    const together = scratch.int32(visitors).fill(0)
    const only = scratch.int32(visitors).fill(NONE)
    let session = 0
    for (const { possible, isUncut } of this.#scans) {
      this.#firstSessions.push(session)
      for (let row = 0; row < possible.length; row++, session++) {
        if (possible[row] === 0) continue
        const visitor = visitorOf[session]!
        only[visitor] = together[visitor] === 0 && isUncut(row) ? session : NONE
        together[visitor]! |= possible[row]!
      }
    }
    this.#only = only

    this.#simple = scratch.int32(visitors).fill(NONE)
    const gathered: number[] = []
    let simple = 0
    for (let visitor = 0; visitor < visitors; visitor++) {
      const bound = reachableSteps(together[visitor]!, query.order)
      if (bound === 0) continue
      if (only[visitor] !== NONE) continue
      if (tangled[visitor] === 1 || query.order === 'any') gathered.push(visitor)
      else this.#simple[visitor] = simple++ * 32 + bound
    }
    this.simple = simple
    this.gathered = gathered
  }

  /**
   * Finds the best attempts of the visitors of whom a single session matters.
   * @param times takes the epoch ms of the steps before each call
   */
  eachOnly(times: Float64Array, found: (reached: number, session: number) => void): void {
    const { visitorOf } = this.#index
    const only = this.#only
    let session = -1
    for (const { scanner, possible } of this.#scans) {
      for (let row = 0; row < possible.length; row++) {
        session++
        if (possible[row] === 0 || only[visitorOf[session]!] !== session) continue
        const bound = reachableSteps(possible[row]!, this.#query.order)
        if (bound === 0) continue
        const reached = scanner.walk(row, bound, times)
        if (reached > 0) found(reached, session)
      }
    }
  }

  /**
   * Gives a matcher the sessions of the simple visitors from `first` up to `end`, who are its actors from 0 on. Sessions are
   * taken as they lie in the segments, so that memory is read in order: each goes on with what its visitor did before.
   */
  feed(first: number, end: number, matcher: OrderedMatcher): void {
    const { visitorOf } = this.#index
    const simple = this.#simple
    let session = -1
    for (const { scanner, possible } of this.#scans) {
      for (let row = 0; row < possible.length; row++) {
        session++
        if (possible[row] === 0) continue
        const code = simple[visitorOf[session]!]!
        const visitor = code >> 5
        if (visitor < first || visitor >= end) continue
        matcher.resume(visitor - first, code & 31)
        if (matcher.isComplete) continue
        scanner.feed(row, session, matcher)
        matcher.suspend()
      }
    }
  }

  /** Puts all events of a gathered visitor that matter into the buffer, in order of time. */
  gather(visitor: number, buffer: EventBuffer): void {
    const { first, sessions } = this.#index
    buffer.clear()
    for (let i = first[visitor]!; i < first[visitor + 1]!; i++) {
      const session = sessions[i]!
      const scan = this.#scanOf(session)
      const { scanner, possible } = this.#scans[scan]!
      const row = session - this.#firstSessions[scan]!
      if (possible[row] !== 0) scanner.collect(row, session, buffer)
    }
    buffer.sort()
  }

  /** The part of the query's breakdown that a session belongs to. */
  partOf(session: number): string | null {
    if (this.#query.breakdown === null) return null
    const scan = this.#scanOf(session)
    return partOf(this.#query.breakdown, this.#scans[scan]!.segment, session - this.#firstSessions[scan]!)
  }

  #scanOf(session: number): number {
    let low = 0
    let high = this.#firstSessions.length
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (this.#firstSessions[middle]! <= session) low = middle
      else high = middle
    }
    return low
  }
}

/** As the number of a session or of a simple visitor it is below all. */
const NONE = -1

function byFirstStart({ segment: a }: JourneyView, { segment: b }: JourneyView): number {
  return a.sessions.start[0]! - b.sessions.start[0]!
}
