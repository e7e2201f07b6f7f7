/** The tracker as one script tag: `<script async src="…/tracker.js" data-site="…" data-api-url="…"></script>`. */
import { MouseTracker } from './MouseTracker.js'
import type { Options } from './options.js'

type Call = ['track' | 'optIn' | 'optOut' | 'reset' | 'flush' | 'stop', ...args: never[]]

interface Global {
  /** The tracker; before it has loaded, an array of calls to it. */
  mouseTracker?: { push(call: Call): void; forEach?: Call[]['forEach'] }
}

/** Reads what is JSON (numbers, booleans, arrays) as such, and all else as it stands. */
function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(`${text}`)
  } catch {
    return text
  }
}

try {
  const page = window as Global
  const data = Object.entries(document.currentScript!.dataset)
  const options = Object.fromEntries(data.map(([name, text]) => [name, parse(text)]))
  const tracker = new MouseTracker(options as unknown as Options)
  const push = ([method, ...args]: Call) => (tracker[method] as (...args: unknown[]) => unknown)(...args)
  const early = page.mouseTracker
  page.mouseTracker = Object.assign(tracker, { push })
  tracker.init()
  early?.forEach?.(push)
} catch (error) {
  console.warn('mouse-tracking:', error)
}
