import { LRUCache } from 'lru-cache'
import { workerData } from 'piscina'
import type { TalliesState } from '../funnel/FunnelTallies.js'
import type { ParsedFunnelQuery } from '../funnel/funnelQuery.js'
import { tallyFunnel } from '../funnel/runFunnel.js'
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

/** What the threads compute. */
export interface ReportTasks {
  decode(columns: Uint8Array): JourneySegment
  /** Null when the thread does not know a segment that was left out. */
  funnel(task: { views: HeldView[]; query: ParsedFunnelQuery }): TalliesState | null
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
  funnel({ views, query }) {
    const known: JourneyView[] = []
    for (const { segment: given, ...view } of views) {
      // What is held goes first: reports have noted things of it.
      const segment = (view.id === undefined ? undefined : held.get(view.id)) ?? given
      if (!segment) return null
      if (view.id !== undefined && segment === given) hold(view.id, segment)
      known.push({ ...view, segment })
    }
    return tallyFunnel(known, query).state()
  },
}

function hold(id: string, segment: JourneySegment): void {
  held.set(id, segment)
  // One that is larger than all that may be held is not.
  if (!held.has(id)) letGo(sharedBytes(segment))
}

export default doerOf(tasks)
