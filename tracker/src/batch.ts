import type { Batch, ResizeEvent, TrackedEvent, View } from '@mouse-tracking/contract'
import type { Guard, Stop } from './guard.js'
import { newId } from './identity.js'
import { BATCH_LENGTH } from './limits.js'
import type { Settings } from './options.js'

/** Events wait for others at most this long (ms). */
const ROUND = 2_000
/** Clicks and the like wait only this long (ms), unless the batch before them is still on its way. */
const SOON = 250
/** What a view, and a run of moves that will still grow, count for (characters). */
const VIEW_LENGTH = 1_000
const RUN_LENGTH = 5_000

/** A page view that events are being recorded of. */
export interface OpenView {
  visitor: string
  session: string
  /** What a batch says of the view; read when the batch is closed. */
  describe(): Omit<View, 'events'>
  /** The last change of the viewport; each batch that is begun after it begins with it. */
  resized?: ResizeEvent
}

export interface Batcher {
  /** Puts an event, or at first the view alone, into the open batch. */
  add(view: OpenView, event?: TrackedEvent, soon?: boolean): void
  /** Closes the open batch and hands it on. */
  seal(): void
  /** Drops the open batch. */
  discard(): void
  /** Counts the batches that were closed. */
  sealed(): number
}

const startOf = (event: TrackedEvent) => (event.type === 'move' ? event.points[0]! : event.t)

/** Gathers events into batches, each below every limit of the contract, and hands their JSON on. */
export function createBatcher(
  { site, beforeSend }: Settings,
  { wrap, after }: Guard,
  isBusy: () => boolean,
  handOn: (id: string, body: string) => void,
): Batcher {
  const open = new Map<OpenView, TrackedEvent[]>()
  let length = 0
  let count = 0
  let timer: Stop | undefined
  let due = 0

  const discard = () => {
    timer?.()
    timer = undefined
    open.clear()
    length = 0
    count++
  }

  const seal = () => {
    const [first] = open.keys()
    if (!first) return
    const { visitor, session } = first
    const views = Array.from(open, ([view, events]) => ({
      ...view.describe(),
      events: events.sort((a, b) => startOf(a) - startOf(b)),
    }))
    discard()
    const batch: Batch = { v: 1, id: newId(), site, visitor, session, views }
    const kept = beforeSend ? beforeSend(batch) : batch
    if (kept) handOn(kept.id, JSON.stringify(kept))
  }

  return {
    seal: wrap(seal),
    discard,
    sealed: () => count,
    add(view, event, soon) {
      const cost = !event ? 0 : event.type === 'move' ? RUN_LENGTH : JSON.stringify(event).length
      if (length + cost > BATCH_LENGTH) seal()
      let events = open.get(view)
      if (!events) {
        events = view.resized ? [view.resized] : []
        open.set(view, events)
        length += VIEW_LENGTH
      }
      if (event) events.push(event)
      length += cost
      const wait = soon && !isBusy() ? SOON : ROUND
      const at = performance.now() + wait
      if (timer && due <= at) return
      timer?.()
      due = at
      timer = after(wait, seal)
    },
  }
}
