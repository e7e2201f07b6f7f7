/**
 * What people did, session by session, in as few bytes as a scan wants to read: all that funnels and paths look at. Rows are
 * sorted by session start, then by session digest. All strings are dictionary-coded; index 0 of a dictionary that can be absent is ''.
 */
export interface JourneySegment {
  readonly dictionaries: Dictionaries
  readonly sessions: SessionColumns
  readonly journeys: JourneyColumns
}

/** Many sessions as columns: what every report but the heatmap's cells is read from. */
export interface Segment extends JourneySegment {
  readonly timeline: TimelineColumns
  readonly views: ViewColumns
}

export interface Dictionaries {
  readonly pages: readonly string[]
  readonly selectors: readonly string[]
  readonly forms: readonly string[]
  readonly fields: readonly string[]
  /** Names of custom events. */
  readonly names: readonly string[]
  /** Props of custom events as canonical JSON; '' for none. */
  readonly props: readonly string[]
  /** Referrer hosts, `(direct)` among them. */
  readonly hosts: readonly string[]
}

/** One entry a session. */
export interface SessionColumns {
  readonly count: number
  /** 53-bit digests. */
  readonly visitor: Float64Array
  readonly session: Float64Array
  /** Start of the first view and end of the last event, epoch ms. */
  readonly start: Float64Array
  readonly end: Float64Array
  /** Of the first view: index into DEVICES, pages and hosts. */
  readonly device: Uint8Array
  readonly entry: Uint32Array
  readonly referrer: Uint32Array
  /** Session s owns timeline entries [firstEvent[s], firstEvent[s + 1]); length count + 1. */
  readonly firstEvent: Uint32Array
  /** Session s owns views [firstView[s], firstView[s + 1]), in time order; length count + 1. */
  readonly firstView: Uint32Array
}

/** The timeline, as narrow as it gets. */
export interface JourneyColumns {
  /** What each entry of the timeline names; see `entryOffsets`. */
  readonly entries: Uint16Array | Uint32Array
  /** Ms since the start of its session. */
  readonly elapsed: Uint32Array | Float64Array
  /** As in the timeline; null where all are 0. */
  readonly detail: Uint32Array | null
}

/** Page views and key events in the contract's order: time, page views first, view id, canonical JSON. */
export interface TimelineColumns {
  readonly count: number
  /** Epoch ms. */
  readonly at: Float64Array
  /** A `KIND`. */
  readonly kind: Uint8Array
  /** By kind: page, selector, form or name. */
  readonly what: Uint32Array
  /** By kind: field of a form event, props of a custom event, else 0. */
  readonly detail: Uint32Array
  /** Index into the view columns. */
  readonly view: Uint32Array
}

export interface ViewColumns {
  readonly count: number
  /** Index into the session columns. */
  readonly session: Uint32Array
  readonly page: Uint32Array
  readonly start: Float64Array
  readonly width: Uint32Array
  readonly height: Uint32Array
  readonly rows: Uint16Array
  /** Not clipped to `rows`. */
  readonly reach: Uint16Array
  readonly visibleMs: Float64Array
  readonly clicks: Uint32Array
  readonly rage: Uint32Array
  readonly dead: Uint32Array
  readonly errors: Uint32Array
}

/** `TimelineColumns.kind`. */
export const KIND = {
  view: 0,
  click: 1,
  custom: 2,
  focus: 3,
  blur: 4,
  change: 5,
  submit: 6,
  abandon: 7,
} as const

/** `SessionColumns.device`. */
export const DEVICES = ['desktop', 'tablet', 'mobile'] as const

/** A segment as a report sees it: sessions whose bit is set in `masked` have a newer version elsewhere and do not count. */
export interface SegmentView<S extends JourneySegment = Segment> {
  readonly segment: S
  /** Names the segment where it is stored as it is, and so never changes. */
  readonly id?: string
  /** One byte a session, 1 = skip; null = none is. */
  readonly masked: Uint8Array | null
  /** Segments of different partitions have no visitor in common; those without one are of the same. */
  readonly partition?: string
}

/** A segment as funnels and paths see it. */
export type JourneyView = SegmentView<JourneySegment>
