import { lowerBound } from '../segments/lowerBound.js'
import { type PageWalks, pageWalksOf } from '../segments/pageWalks.js'
import { DEVICES, type JourneySegment, type JourneyView } from '../segments/segment.js'
import type { ParsedPathsQuery } from './pathsQuery.js'
import { EXCLUDED } from './readWalk.js'

/** A segment as a paths report goes through it. */
export interface WalkScan {
  segment: JourneySegment
  walks: PageWalks
  /** The number of each page of its dictionary, or EXCLUDED. */
  numbers: Int32Array
  /** Sessions [begin, end) start in the range. */
  begin: number
  end: number
  /** For each session 1 if it counts; null where all do. */
  isKept: Uint8Array | null
}

/** All pages that count, each once; their places are their numbers. */
export function pagesOf(
  views: readonly JourneyView[],
  { exclude }: Pick<ParsedPathsQuery, 'exclude'>,
): string[] {
  const pages = new Set<string>()
  for (const { segment } of views) for (const page of segment.dictionaries.pages) pages.add(page)
  for (const page of exclude) pages.delete(page)
  return [...pages]
}

/**
 * Makes the segments ready to go through.
 * @param pages as `pagesOf` gives them, of these segments and maybe others
 */
export function walkScans(
  views: readonly JourneyView[],
  pages: readonly string[],
  { from, to, device }: ParsedPathsQuery,
): WalkScan[] {
  const numberOf = new Map(pages.map((page, number) => [page, number]))
  const wanted = device === null ? null : DEVICES.indexOf(device)
  return views.map(({ segment, masked }): WalkScan => {
    const { count, start, device: devices } = segment.sessions
    return {
      segment,
      walks: pageWalksOf(segment),
      numbers: Int32Array.from(segment.dictionaries.pages, (page) => numberOf.get(page) ?? EXCLUDED),
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
}
