import type { Batch, ResizeEvent, Size, TrackedEvent } from '@mouse-tracking/contract'
import { type Identity, newId } from './identity.js'
import { BATCH_LENGTH, cut } from './limits.js'
import { observeClicks } from './observe/clicks.js'
import { observeForms } from './observe/forms.js'
import { observePointer } from './observe/pointer.js'
import { observeScroll } from './observe/scroll.js'
import type { Settings } from './options.js'
import type { Page } from './page.js'
import type { Queue } from './queue.js'
import { openScope, type Scope, type Stop } from './scope.js'

/** Events wait this long (ms) for others. */
const ROUND = 1_000

const startOf = (event: TrackedEvent) => (event.type === 'move' ? event.points[0]! : event.t)

/** Begins a page view, and records it until its end. */
export const recordView = (
  settings: Settings,
  { report }: Scope,
  { visitor, session }: Identity,
  touch: Page['touch'],
  queue: Queue,
  url: string,
  referrer?: string,
): Page => {
  const scope = openScope(report)
  const root = document.documentElement
  const origin = performance.now()
  const viewport: Size = [innerWidth, innerHeight]
  let events: TrackedEvent[] = []
  let length = 0
  let timer: Stop | undefined
  let resized: ResizeEvent | undefined

  const measure = (): Size => {
    const { scroller } = page
    return [
      root.scrollWidth,
      root.scrollHeight + (scroller ? scroller.scrollHeight - scroller.clientHeight : 0),
    ]
  }

  const send = scope.guard(() => {
    if (!timer) return
    timer = void timer()
    const view = {
      ...page.head,
      title: cut(`${document.title}`),
      page: measure(),
      events: events.sort((a, b) => startOf(a) - startOf(b)),
    }
    const batch: Batch = { v: 1, id: newId(), site: `${settings.site}`, visitor, session, views: [view] }
    // After a change of the viewport, each batch begins with it.
    events = resized ? [resized] : []
    length = 0
    const kept = settings.beforeSend ? settings.beforeSend(batch) : batch
    if (kept) queue.add(kept)
  })

  const page: Page = {
    ...scope,
    settings,
    touch,
    head: { id: newId(), url, referrer, startedAt: Date.now(), viewport },
    at: (event) => Math.max(0, Math.round((event?.timeStamp || performance.now()) - origin)),
    isOpen: (event) => events.includes(event!),
    send,
    add(event) {
      const cost = JSON.stringify(event).length
      if (length + cost > BATCH_LENGTH) send()
      events.push(event)
      length += cost
      timer ??= scope.after(ROUND, send)
    },
    end(drop) {
      page.settle?.()
      scope.end()
      if (!drop) send()
    },
  }

  // It goes out with or without events.
  timer = scope.after(ROUND, send)
  // An observer that fails takes none of the others with it.
  if (settings.trackMouseMove !== false) scope.guard(observePointer)(page)
  if (settings.trackMouseClick !== false) scope.guard(observeClicks)(page)
  if (settings.trackScroll !== false) scope.guard(observeScroll)(page)
  if (settings.trackForms !== false) scope.guard(observeForms)(page)
  scope.listen('visibilitychange', send)
  scope.listen('resize', () => {
    // How much a rest shows depends on the viewport's height.
    page.settle?.()
    // A window that is being dragged is told of once.
    if (resized === events.at(-1)) events.pop()
    resized = { type: 'resize', t: page.at(), viewport: [innerWidth, innerHeight], page: measure() }
    page.add(resized)
  })
  return page
}
