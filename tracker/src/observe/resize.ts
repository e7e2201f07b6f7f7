import type { Stop } from '../guard.js'
import type { PageRecording } from '../recording.js'

/** A window that is being dragged is told once it has kept its size for this long (ms). */
const SETTLED = 200

/** Records changes of the viewport's size. The document's own growth comes with each batch. */
export function observeResize(page: PageRecording): Stop {
  let cancel: Stop | undefined
  const stop = page.guard.listen(window, 'resize', () => {
    const t = page.at()
    cancel?.()
    cancel = page.guard.after(SETTLED, () => page.resize(t))
  })
  return () => {
    stop()
    cancel?.()
  }
}
