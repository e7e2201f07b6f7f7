type Props = Record<string, string | number | boolean>
type Call = ['track', name: string, props: Props] | ['flush']

declare global {
  interface Window {
    /** The tracker; before its script has loaded, the calls that wait for it. */
    mouseTracker?: { push(call: Call): unknown }
  }
}

/** Time (ms) after which moves are sent while the pointer moves. */
const IMPATIENCE = 500

export function track(name: string, props: Props): void {
  window.mouseTracker ??= []
  window.mouseTracker.push(['track', name, props])
}

/** Sends moves sooner than the tracker does by itself: somebody watches the heat come up beside this shop. */
export function sendMovesSoon(): void {
  let waiting = false
  window.addEventListener('pointermove', () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      if (!Array.isArray(window.mouseTracker)) window.mouseTracker?.push(['flush'])
    }, IMPATIENCE)
  })
}
