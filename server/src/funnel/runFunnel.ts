import { DEVICES, type SegmentView } from '../segments/segment.js'
import { AnyMatcher } from './AnyMatcher.js'
import { EventBuffer } from './EventBuffer.js'
import { type FunnelCounts, FunnelTallies } from './FunnelTallies.js'
import type { ParsedFunnelQuery } from './funnelQuery.js'
import { OrderedMatcher } from './OrderedMatcher.js'
import { SegmentScanner } from './SegmentScanner.js'
import { tiesOf } from './segmentTies.js'
import { stepCompiler } from './stepCompiler.js'
import { visitorIndexOf } from './visitorIndex.js'

/** The numbers of a funnel over the sessions of some segments. */
export function runFunnel(views: readonly SegmentView[], query: ParsedFunnelQuery): FunnelCounts {
  const tallies = new FunnelTallies(query)
  if (query.per === 'session') matchSessions(views, query, tallies)
  else matchVisitors(views, query, tallies)
  return tallies.counts()
}

function matchSessions(
  views: readonly SegmentView[],
  query: ParsedFunnelQuery,
  tallies: FunnelTallies,
): void {
  const actor = new Actor(query)
  const compile = stepCompiler(query)
  for (const view of views) {
    const { segment } = view
    const scanner = new SegmentScanner(segment, compile(segment.dictionaries))
    const candidates = candidatesOf(view, query, query.to)
    const ties = tiesOf(segment)
    for (let row = 0; row < candidates.length; row++) {
      if (candidates[row] === 0) continue
      actor.begin(ties[row] === 1)
      actor.add(scanner, row, row)
      if (actor.match() > 0) tallies.add(actor.reached, actor.times, segment, row)
    }
  }
}

function matchVisitors(
  views: readonly SegmentView[],
  query: ParsedFunnelQuery,
  tallies: FunnelTallies,
): void {
  const actor = new Actor(query)
  const compile = stepCompiler(query)
  const scanners = views.map(({ segment }) => new SegmentScanner(segment, compile(segment.dictionaries)))
  const candidates = views.map((view) => candidatesOf(view, query, query.to + query.windowMs))
  const { visitors, first, segment, row, tangled } = visitorIndexOf(views.map(({ segment }) => segment))
  for (let visitor = 0; visitor < visitors; visitor++) {
    actor.begin(tangled[visitor] === 1)
    for (let i = first[visitor]!; i < first[visitor + 1]!; i++) {
      if (candidates[segment[i]!]![row[i]!] === 1) actor.add(scanners[segment[i]!]!, row[i]!, i)
    }
    if (actor.match() === 0) continue
    const i = actor.session
    tallies.add(actor.reached, actor.times, views[segment[i]!]!.segment, row[i]!)
  }
}

/** For each session of a segment 1 if it is not masked, passes the filters, and can have events that matter. */
function candidatesOf(
  { segment, masked }: SegmentView,
  query: ParsedFunnelQuery,
  startsBefore: number,
): Uint8Array {
  const { count, device, start, end } = segment.sessions
  const wanted = query.device === null ? null : DEVICES.indexOf(query.device)
  const candidates = new Uint8Array(count)
  for (let row = 0; row < count; row++) {
    if (masked !== null && masked[row] !== 0) continue
    if (wanted !== null && device[row] !== wanted) continue
    if (start[row]! < startsBefore && end[row]! >= query.from) candidates[row] = 1
  }
  return candidates
}

/**
 * One actor after another, each given session by session. Where no two events are of the same time and no two sessions
 * overlap, the matcher gets them as they are; otherwise they are gathered and put in order first.
 */
class Actor {
  reached = 0
  readonly #ordered: OrderedMatcher
  readonly #any: AnyMatcher | null
  readonly #buffer = new EventBuffer()
  #buffered = false

  constructor({ order, steps, windowMs, from, to }: ParsedFunnelQuery) {
    const rules = { steps: steps.length, windowMs, from, to }
    this.#ordered = new OrderedMatcher(rules)
    this.#any = order === 'any' ? new AnyMatcher(rules) : null
  }

  begin(tangled: boolean): void {
    this.#buffered = tangled || this.#any !== null
    if (this.#buffered) this.#buffer.clear()
    else this.#ordered.begin()
  }

  add(scanner: SegmentScanner, row: number, session: number): void {
    if (this.#buffered) scanner.collect(row, session, this.#buffer)
    else if (!this.#ordered.isComplete) scanner.feed(row, session, this.#ordered)
  }

  /** Returns how many steps the actor reached. */
  match(): number {
    if (!this.#buffered) this.reached = this.#ordered.reached
    else {
      this.#buffer.sort()
      this.reached = (this.#any ?? this.#ordered).match(this.#buffer)
    }
    return this.reached
  }

  get times(): Float64Array {
    return this.#ordered.times
  }

  /** The session that the best attempt started in. */
  get session(): number {
    return (this.#any ?? this.#ordered).session
  }
}
