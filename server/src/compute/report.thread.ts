import { LRUCache } from 'lru-cache'
import { move, transferableSymbol, valueSymbol, workerData } from 'piscina'
import type { TalliesState } from '../funnel/FunnelTallies.js'
import type { ParsedFunnelQuery } from '../funnel/funnelQuery.js'
import { tallyFunnel } from '../funnel/runFunnel.js'
import type { StepCounts, StepPlaces } from '../paths/countLinks.js'
import { countSteps, countVisits, type WalkQuestion } from '../paths/countWalks.js'
import { decodeJourneys } from '../segments/codec.js'
import { heldBytes } from '../segments/heldBytes.js'
import type { JourneySegment, JourneyView } from '../segments/segment.js'
import { sharedBytes, shareJourneys } from '../segments/shareJourneys.js'
import { letGo } from './collector.js'
import { doerOf } from './doerOf.js'

/** What a thread is started with. */
export interface ReportThreadData {
  /** Bytes of segments that it may know by their ids. They are shared, so that they are in memory once. */
  heldBytes: number
}

/** A view whose segment may be left out where the thread is thought to know it. */
export type HeldView = Omit<JourneyView, 'segment'> & { segment?: JourneySegment }

/** What the threads compute of the sessions of some views: null when one does not know a segment that was left out. */
export interface ViewTasks {
  funnel(task: { views: HeldView[]; query: ParsedFunnelQuery }): TalliesState | null
  visits(task: { views: HeldView[] } & WalkQuestion): Uint32Array[] | null
  steps(task: { views: HeldView[]; steps: readonly StepPlaces[] | null } & WalkQuestion): StepCounts[] | null
}

/** What the threads compute. */
export interface ReportTasks extends ViewTasks {
  decode(columns: Uint8Array): JourneySegment
}

const held = new LRUCache<string, JourneySegment>({
  maxSize: (workerData as ReportThreadData).heldBytes,
  sizeCalculation: heldBytes,
  dispose: (segment) => letGo(sharedBytes(segment)),
})

const tasks: ReportTasks = {
  decode(columns) {
    const segment = shareJourneys(decodeJourneys(columns))
    letGo(sharedBytes(segment))
    return segment
  },
  funnel: ofKnown((views, { query }) => moved(tallyFunnel(views, query).state())),
  visits: ofKnown(countVisits),
  steps: ofKnown(countSteps),
}

/** Tallies that go to another thread without being copied. */
function moved(state: TalliesState): TalliesState {
  const tallies = [state.whole, ...state.parts.map(([, tally]) => tally)]
  const buffers = tallies.flatMap(({ durations }) => durations.flat().map(({ buffer }) => buffer))
  return move({ [transferableSymbol]: buffers, [valueSymbol]: state }) as unknown as TalliesState
}

/** A task of views whose segments may be left out: null when one of those is not known. */
function ofKnown<Question, Answer>(
  compute: (views: readonly JourneyView[], question: Question) => Answer,
): (task: { views: HeldView[] } & Question) => Answer | null {
  return (task) => {
    const known = knownOf(task.views)
    return known && compute(known, task)
  }
}

/** The views with the segments that were left out. */
function knownOf(views: readonly HeldView[]): JourneyView[] | null {
  const known: JourneyView[] = []
  for (const { segment: given, ...view } of views) {
    // What is held goes first: reports have noted things of it.
    const segment = (view.id === undefined ? undefined : held.get(view.id)) ?? given
    if (!segment) return null
    if (view.id !== undefined && segment === given) hold(view.id, segment)
    known.push({ ...view, segment })
  }
  return known
}

function hold(id: string, segment: JourneySegment): void {
  held.set(id, segment)
  // One that is larger than all that may be held is not.
  if (!held.has(id)) letGo(sharedBytes(segment))
}

export default doerOf(tasks)
