import type { Segment, SegmentView } from './segment.js'

const lastViewStarts = new WeakMap<Segment, number>()

/** The segments that hold page views of a range, perhaps others; times are epoch ms, `to` exclusive. */
export function segmentsWithin(segments: readonly SegmentView[], from: number, to: number): SegmentView[] {
  return segments.filter(({ segment }) => {
    const firstStart = segment.sessions.start[0]
    return firstStart !== undefined && firstStart < to && lastViewStart(segment) >= from
  })
}

function lastViewStart(segment: Segment): number {
  let last = lastViewStarts.get(segment)
  if (last === undefined) {
    last = segment.views.start.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
    lastViewStarts.set(segment, last)
  }
  return last
}
