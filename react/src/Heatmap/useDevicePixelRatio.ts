import { useSyncExternalStore } from 'react'

/** Device px a CSS px, kept up to date when the page is zoomed or moved to another screen. */
export function useDevicePixelRatio(): number {
  return useSyncExternalStore(
    subscribe,
    () => window.devicePixelRatio || 1,
    () => 1,
  )
}

function subscribe(onChange: () => void): () => void {
  let query: MediaQueryList
  const listen = () => {
    query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
    query.addEventListener('change', changed, { once: true })
  }
  const changed = () => {
    onChange()
    listen()
  }
  listen()
  return () => query.removeEventListener('change', changed)
}
