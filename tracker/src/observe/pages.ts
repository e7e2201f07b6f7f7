import type { Guard, Stop } from '../guard.js'
import { hook } from '../hook.js'

/** Calls `changed` after each change of the URL within the document. */
export function observePages({ listen, wrap, report }: Guard, changed: () => void): Stop {
  const { navigation } = window as { navigation?: EventTarget }
  // Where there is the Navigation API it tells of everything, and History need not be patched.
  if (navigation) return listen(navigation, 'currententrychange', changed)
  const stops = [listen(window, 'popstate hashchange', changed)]
  try {
    for (const name of ['pushState', 'replaceState'] as const)
      stops.push(hook(History.prototype, name, wrap(changed)))
  } catch (error) {
    // A frozen History: only moves through its entries are seen.
    report(error)
  }
  return () => {
    for (const stop of stops) stop()
  }
}
