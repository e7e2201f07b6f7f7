import { lowerBound } from '../segments/lowerBound.js'
import { type PageWalks, pageWalksOf } from '../segments/pageWalks.js'
import { DEVICES, type JourneyView } from '../segments/segment.js'
import type { ParsedPathsQuery } from './pathsQuery.js'
import { EXCLUDED } from './readWalk.js'

/** A segment as a paths report goes through it. */
export interface WalkScan {
  walks: PageWalks
  /** The number of each page of its dictionary, or EXCLUDED. */
  numbers: Int32Array
  /** Sessions [begin, end) start in the range. */
  begin: number
  end: number
  /** For each session 1 if it counts; null where all do. */
  isKept: Uint8Array | null
}

/** Gives the pages of all segments numbers, and makes the segments ready to go through. */
export function walkScans(views: readonly JourneyView[], { from, to, device, exclude }: ParsedPathsQuery) {
  const excluded = new Set(exclude)
  const numberOf = new Map<string, number>()
  const wanted = device === null ? null : DEVICES.indexOf(device)
  const scans = views.map(({ segment, masked }): WalkScan => {
    const { count, start, device: devices } = segment.sessions
    return {
      walks: pageWalksOf(segment),
      numbers: Int32Array.from(segment.dictionaries.pages, (page) => {
        if (excluded.has(page)) return EXCLUDED
        const number = numberOf.get(page) ?? numberOf.size
        numberOf.set(page, number)
        return number
      }),
      begin: lowerBound(start, count, from),
      end: lowerBound(start, count, to),
      isKept:
        masked === null && wanted === null
          ? null
          : Uint8Array.from({ length: count }, (_, row) =>
              masked?.[row] === 1 || (wanted !== null && devices[row] !== wanted) ? 0 : 1,
            ),
    }
  })
  return { scans, pages: [...numberOf.keys()] }
}
