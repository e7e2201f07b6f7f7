import type { MoveEvent } from '@mouse-tracking/contract'
import type { Stop } from '../guard.js'
import type { PageRecording } from '../recording.js'
import { createThinning } from './thinning.js'

/** After a frame this long (ms) an event stands for many positions: those that the browser kept are read too. */
const LONG_FRAME = 50
/** Numbers in one run of points. */
export const RUN_LENGTH = 900

/** Records where the pointer is, in runs of thinned points. A finger or pen that is lifted ends its run. */
export function observePointer(page: PageRecording): Stop {
  let run: MoveEvent | undefined
  let sealed = 0
  let fresh = true
  let keptT = 0
  let keptX = 0
  let keptY = 0
  let seenT = 0

  const thinning = createThinning(page.settings.sampleRate, (t, x, y) => {
    if (!fresh) {
      if (!run || sealed !== page.sealed() || run.points.length >= RUN_LENGTH) {
        run = { type: 'move', points: [keptT, keptX, keptY] }
        page.add(run)
        sealed = page.sealed()
      }
      run.points.push(t - keptT, x - keptX, y - keptY)
    }
    fresh = false
    keptT = t
    keptX = x
    keptY = y
  })

  const point = (event: PointerEvent) => {
    seenT = Math.max(seenT, page.at(event))
    thinning.add(seenT, Math.round(event.pageX), Math.round(event.pageY))
  }

  const end = () => {
    thinning.end()
    run = undefined
    fresh = true
  }

  const { listen } = page.guard
  const stops = [
    // Points before and after belong to different viewports.
    listen(window, 'resize', end),
    listen<PointerEvent>(window, 'pointermove pointerdown pointerup pointercancel', (event) => {
      const { type, pointerType } = event
      const moved = type === 'pointermove'
      const touch = pointerType === 'touch'
      // A second finger, or a mouse button: no track of its own.
      if (touch ? !event.isPrimary : !moved && pointerType !== 'pen') return
      page.pointer(pointerType)
      if (page.isIgnored(event)) return end()
      if (moved && page.at(event) - seenT > LONG_FRAME) event.getCoalescedEvents?.().forEach(point)
      // A cancelled touch (the browser scrolls now) tells no position.
      if (type !== 'pointercancel') point(event)
      // A pen hovers on, but where it is lifted to is a new track.
      if (type === 'pointerup' || type === 'pointercancel') end()
    }),
  ]
  return () => {
    for (const stop of stops) stop()
    end()
  }
}
