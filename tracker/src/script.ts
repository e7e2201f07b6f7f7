/** The tracker as one script tag: `<script async src="…/tracker.js" data-site="…" data-api-url="…"></script>`. */
import { MouseTracker } from './MouseTracker.js'
import type { Options } from './options.js'

type Call = (tracker: MouseTracker) => void

interface Global {
  /** The tracker; before it has loaded, an array of what is to be done with it. */
  mouseTracker?: { push: (call: Call) => void; forEach?: Call[]['forEach'] }
}

try {
  const page = window as Global
  const options: Record<string, unknown> = { ...document.currentScript!.dataset }
  for (const name in options) {
    try {
      // Numbers, booleans and arrays.
      options[name] = JSON.parse(options[name] as string)
    } catch {
      // All else is a string as it stands.
    }
  }
  const early = page.mouseTracker
  const tracker = new MouseTracker(options as unknown as Options)
  const push = (call: Call) => call(tracker)
  page.mouseTracker = Object.assign(tracker, { push })
  tracker.init()
  early?.forEach?.(push)
} catch (error) {
  console.warn(error)
}
