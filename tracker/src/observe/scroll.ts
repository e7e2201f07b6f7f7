import type { Stop } from '../guard.js'
import type { PageRecording } from '../recording.js'
import { createRests, type Rests } from './rests.js'

/** Records where the viewport rests, in the time in which the page is visible. */
export function observeScroll(page: PageRecording): Stop {
  let rests: Rests | undefined

  const tell = () => rests?.tell(page.at())
  const look = () => {
    tell()
    rests =
      document.visibilityState === 'visible'
        ? createRests(page.at(), page.scrollTop(), (t, top, ms) => page.add({ type: 'scroll', t, top, ms }))
        : undefined
  }

  look()
  page.onSettle(tell)
  const stops = [
    page.guard.listen(document, 'visibilitychange', look),
    // How much a rest shows depends on the viewport's height.
    page.guard.listen(window, 'resize', tell),
    page.guard.listen(window, 'scroll', (event) => {
      if (page.scrolls(event.target)) rests?.scrolled(page.at(), page.scrollTop())
    }),
  ]

  return () => {
    tell()
    for (const stop of stops) stop()
  }
}
