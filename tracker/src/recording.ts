import type { TrackedEvent } from '@mouse-tracking/contract'
import type { Guard } from './guard.js'
import type { Settings } from './options.js'

/** A page view while it is recorded, as its observers see it. */
export interface PageRecording {
  readonly settings: Settings
  readonly guard: Guard
  /** When the event happened, or now: whole ms since the view began. */
  at(event?: Event): number
  /** Keeps an event. It goes out with the next round, or `soon`. */
  add(event: TrackedEvent, soon?: boolean): void
  /** Counts the batches that were closed: an event that was added before the last one is on its way. */
  sealed(): number
  /** Tells what kind of pointer is used; the first stands. */
  pointer(kind: string): void
  /** The viewport has another size since `t`. */
  resize(t: number): void
  /** Calls `settle` whenever what lasts (a rest) should be told as far as it has come. */
  onSettle(settle: () => void): void
  /** Whether the event comes from where nothing may be recorded. */
  isIgnored(event: Event): boolean
  /** Whether `target` is what scrolls the page: the document, or the marked scroller. */
  scrolls(target: EventTarget | null): boolean
  /** CSS px from the top of the page to the top of what is on screen. */
  scrollTop(): number
}
