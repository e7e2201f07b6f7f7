/** The tracker as one script tag: `<script async src="…/tracker.js" data-site="…" data-api-url="…"></script>`. */
import { MouseTracker } from './MouseTracker.js'
import { DEFAULTS, type Options } from './options.js'

type Call = ['track' | 'optIn' | 'optOut' | 'reset' | 'flush' | 'stop', ...args: unknown[]]

interface Global {
  MouseTracker?: typeof MouseTracker
  /** The tracker; before it has loaded, an array of calls to it. */
  mouseTracker?: { push(call: Call): unknown }
}

/** Reads options from `data-` attributes, each as the type that its default has. */
function optionsOf(data: DOMStringMap): Options {
  const options: Record<string, unknown> = {}
  for (const [name, preset] of Object.entries(DEFAULTS)) {
    const text = data[name]
    if (text === undefined) continue
    if (typeof preset === 'number') options[name] = Number(text)
    else if (typeof preset === 'boolean') options[name] = text !== 'false'
    else options[name] = Array.isArray(preset) ? text.split(/[\s,]+/) : text
  }
  return options as unknown as Options
}

function start(page: Global): void {
  page.MouseTracker = MouseTracker
  const script = document.currentScript ?? document.querySelector<HTMLElement>('script[data-api-url]')
  if (!script?.dataset.apiUrl) return
  const tracker = new MouseTracker(optionsOf(script.dataset))
  const push = ([method, ...args]: Call) => (tracker[method] as (...args: unknown[]) => unknown)(...args)
  const early = page.mouseTracker
  page.mouseTracker = Object.assign(tracker, { push })
  tracker.init()
  if (Array.isArray(early)) for (const call of early) push(call)
}

try {
  start(window as unknown as Global)
} catch (error) {
  console.warn('[mouse-tracking]', error)
}
