/** The wire format of one batch of events. Version 1. */
export interface Batch {
  v: 1
  /** Unique within the site: the same batch sent again counts once. */
  id: string
  site: string
  visitor: string
  session: string
  /** Client clock (epoch ms) when this attempt left; without it no skew is corrected. */
  sentAt?: number
  /** The page views that the events of this batch belong to. */
  views: View[]
}

/** One page view. Everything but `page`, `title`, `referrer` and `events` identifies it, and is the same in every batch. */
export interface View {
  id: string
  url: string
  title?: string
  referrer?: string
  /** Client clock, epoch ms. */
  startedAt: number
  /** CSS px at the view's start. */
  viewport: Size
  /** The document's size, CSS px. */
  page: Size
  pointer?: PointerKind
  /** In order of `t`. */
  events: TrackedEvent[]
}

/** `[width, height]` in CSS px. */
export type Size = [width: number, height: number]

export type PointerKind = 'mouse' | 'touch' | 'pen'

export type TrackedEvent =
  | MoveEvent
  | ClickEvent
  | RageEvent
  | DeadEvent
  | ErrorEvent
  | ScrollEvent
  | ResizeEvent
  | FormEvent
  | CustomEvent

/** A run of pointer positions. */
export interface MoveEvent {
  type: 'move'
  /** Flat integers `[t, x, y, dt, dx, dy, …]`: the first triple absolute, each further one relative to the point before. */
  points: number[]
}

/** What every click-like event says of the click. `t` is ms since the view's start; `x`, `y` are document CSS px. */
export interface ClickFields {
  t: number
  x: number
  y: number
  /** CSS selector of the clicked element. */
  selector: string
  /** Where in the element's box, 0 to 1 each. */
  offset?: [x: number, y: number]
  /** The element's text, at most 64 characters. */
  text?: string
  /** The element is fixed or sticky. */
  fixed?: true
}

export interface ClickEvent extends ClickFields {
  type: 'click'
}

/** A chain of clicks in anger; sent once when the chain ends. */
export interface RageEvent extends ClickFields {
  type: 'rage'
  /** Clicks in the chain. */
  count: number
}

/** A click that nothing answered. */
export interface DeadEvent extends ClickFields {
  type: 'dead'
}

/** A click that a script error followed within two seconds. */
export interface ErrorEvent extends ClickFields {
  type: 'error'
  message: string
}

/** From `t` on the viewport rested at `top` for `ms` of time in which the page was visible. */
export interface ScrollEvent {
  type: 'scroll'
  t: number
  top: number
  ms: number
}

export interface ResizeEvent {
  type: 'resize'
  t: number
  viewport: Size
  page: Size
}

export type FormAction = 'focus' | 'blur' | 'change' | 'submit' | 'abandon'

/** What happened to a form, never a value. */
export interface FormEvent {
  type: 'form'
  t: number
  action: FormAction
  /** CSS selector of the form. */
  form: string
  /** Name, id or selector of the field; absent for the form's own events. */
  field?: string
}

export type PropValue = string | number | boolean

export interface CustomEvent {
  type: 'custom'
  t: number
  name: string
  props?: Record<string, PropValue>
}
