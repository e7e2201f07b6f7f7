import type { TrackedEvent, View } from '@mouse-tracking/contract'
import type { Settings } from './options.js'
import type { Scope, Stop } from './scope.js'

/** A page view while it is recorded. It is the scope of its observers' listeners and timers. */
export interface Page extends Omit<Scope, 'end'> {
  settings: Settings
  /** What each batch says of the view. */
  head: Omit<View, 'title' | 'page' | 'events'>
  /** The marked element that scrolls in the document's stead. */
  scroller?: Element | null
  /** Says that the visitor did something. True when that ends this view, since another session begins. */
  touch(): boolean | undefined
  /** When the event happened, or now: whole ms since the view began. */
  at(event?: Event): number
  /** Keeps an event, which goes out with the next round. */
  add(event: TrackedEvent): void
  /** Whether an event that was added is not on its way yet, so that it may still grow. */
  isOpen(event: TrackedEvent | undefined): boolean
  /** Hands what was added so far to the queue. */
  send(): void
  /** Ends the recording, and hands on the rest of it or, with `drop`, does not. */
  end(drop?: boolean): void
  /** Tells of what lasts (a rest) as far as it has come; set by its observer. */
  settle?: Stop
  /** Hears that the URL changes, or is about to; set by its observer. */
  navigated?: Stop
}
