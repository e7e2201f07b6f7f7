import type { Device, FormAction, PropValue } from '@mouse-tracking/contract'

/**
 * What one or more batches tell of one session. Pieces of the same session merge in any order to the same whole
 * (see `mergePieces`): everything in them is a minimum, a maximum, a sum over disjoint batches, or a multiset.
 */
export interface SessionPiece {
  /** `digest(visitor)`; the ids themselves are not kept in derived data. */
  visitor: number
  /** `digest(visitor, session)`. */
  session: number
  views: ViewRow[]
  events: KeyEvent[]
}

/** One page view, as far as the batches told. */
export interface ViewRow {
  /** `digest` of what identifies the view within its session: id, url, startedAt, viewport. */
  key: number
  /** The id that the tracker gave it; it orders what happened in the same millisecond. */
  id: string
  page: string
  /** Corrected epoch ms; the earliest over the batches (each corrects its own clock skew). */
  start: number
  /** Viewport at the view's start, CSS px. */
  width: number
  height: number
  /** The document's height in grid rows, the tallest seen. */
  rows: number
  /** The furthest grid row that was on screen, not clipped to `rows`. */
  reach: number
  /** Sum of the scroll rests, ms. */
  visibleMs: number
  /**
   * Corrected epoch ms at which the last event ended, the view itself being one in every batch that tells of it; at
   * least `start`.
   */
  end: number
  clicks: number
  rage: number
  dead: number
  errors: number
  /** Host of the referrer, or `(direct)` for none or the page's own. */
  referrer: string
  /** Corrected epoch ms of the first event of the batch that told it: the earliest referrer stands, an empty one is none. */
  referrerAt: number
}

/** What funnels and forms look at, besides the page views themselves. `at` is corrected epoch ms, `view` a `ViewRow.key`. */
export type KeyEvent =
  | { kind: 'click'; at: number; view: number; selector: string }
  | { kind: 'form'; at: number; view: number; action: FormAction; form: string; field: string }
  | { kind: 'custom'; at: number; view: number; name: string; props: Record<string, PropValue> | null }

export const DIRECT = '(direct)'

export type { Device }
