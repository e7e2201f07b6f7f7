import type { MoveEvent, PointerKind } from '@mouse-tracking/contract'
import { isInside } from '../elements.js'
import { TOUCH_INTERVAL } from '../identity.js'
import type { Page } from '../page.js'
import { createThinning } from './thinning.js'

/** After a frame this long (ms) an event stands for many positions: those that the browser kept are read too. */
const LONG_FRAME = 50

/** Records where the pointer is, in runs of thinned points. A finger that is lifted ends its run. */
export const observePointer = (page: Page): void => {
  let run: MoveEvent | undefined
  let seen = 0

  const thinning = createThinning(page.settings.sampleRate ?? 1, (t, x, y, ...way) => {
    if (!page.isOpen(run)) {
      // It begins with the last point of the one before it, so that no time is lost between them.
      run = { type: 'move', points: [t, x, y] }
      page.add(run)
    }
    run!.points.push(...way)
  })
  const point = (event: PointerEvent, t = page.at(event)) => {
    seen = Math.max(seen, t)
    thinning.add(seen, Math.round(event.pageX), Math.round(event.pageY))
  }
  const end = () => {
    run = void thinning.end()
  }

  page.listen('pointermove pointerdown pointerup pointercancel', (event: PointerEvent) => {
    const { type, pointerType } = event
    const isMove = type === 'pointermove'
    const t = page.at(event)
    // Once a second will do: to look at the clock costs more than a point does.
    if (t - seen > t % TOUCH_INTERVAL && page.touch()) return
    // Other fingers have no track of their own, and the buttons of a mouse are no points of it.
    if (pointerType === 'touch' ? !event.isPrimary : !isMove) return
    page.head.pointer ||= (pointerType || undefined) as PointerKind
    if (isInside(event, page.settings.ignore)) return end()
    if (isMove && t - seen > LONG_FRAME) for (const each of event.getCoalescedEvents?.() ?? []) point(each)
    // Where the browser takes the touch over, to scroll, it tells no position.
    if (type !== 'pointercancel') point(event, t)
    if (!isMove && type !== 'pointerdown') end()
  })
  // The points before and after belong to different viewports.
  page.listen('resize', end)
  page.onEnd(end)
}
