type Props = Record<string, string | number | boolean>

declare global {
  interface Window {
    /** What the script tag starts: not there in the preview, before the script has loaded, or when it was blocked. */
    mouseTracker?: {
      track(name: string, props: Props): void
      flush(): Promise<void>
    }
  }
}

/** Time (ms) after which moves are sent while the pointer moves. */
const IMPATIENCE = 500

export function track(name: string, props: Props): void {
  window.mouseTracker?.track(name, props)
}

/** Sends moves sooner than the tracker does by itself: somebody watches the heat come up beside this shop. */
export function sendMovesSoon(): void {
  let waiting = false
  window.addEventListener('pointermove', () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      void window.mouseTracker?.flush()
    }, IMPATIENCE)
  })
}
