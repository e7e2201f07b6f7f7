import { useEffect, useRef, useState } from 'react'
import { collectTargets } from './collectTargets.js'
import type { ShopView } from './ShopView.js'

interface ShopFrameProps {
  src: string
  path: string
  onPath: (path: string) => void
  onView: (view: ShopView) => void
  onScroll: (share: number) => void
}

/** The shop in a small browser window of its own. */
export function ShopFrame({ src, path, onPath, onView, onScroll }: ShopFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [loads, setLoads] = useState(0)

  useEffect(() => {
    const heard = ({ source, origin, data }: MessageEvent) => {
      if (source !== frame.current?.contentWindow || origin !== window.location.origin) return
      if (typeof data?.shopPath === 'string') onPath(data.shopPath)
    }
    window.addEventListener('message', heard)
    return () => window.removeEventListener('message', heard)
  }, [onPath])

  // The frame is of our own origin: its size, its scrolling and its elements can be read.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another document or page has other elements
  useEffect(() => {
    const shop = frame.current?.contentWindow
    // A document that has only just begun has no root yet; it will be loaded.
    if (!shop || !(shop.document.documentElement as Element | null)) return
    return followShop(shop, onView, onScroll)
  }, [loads, path, onView, onScroll])

  return (
    <section className="browser" aria-label="The shop">
      <div className="browser-bar">
        <span className="dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        <button
          type="button"
          className="icon"
          aria-label="Back"
          onClick={() => frame.current?.contentWindow?.history.back()}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M10 3 5 8l5 5" />
          </svg>
        </button>
        <output className="address" aria-label="Address">
          {window.location.host}
          <b>{path}</b>
        </output>
      </div>
      <iframe
        ref={frame}
        src={src}
        title="Saltmarsh Pottery, the tracked shop"
        onLoad={() => setLoads((count) => count + 1)}
      />
    </section>
  )
}

function followShop(shop: Window, onView: ShopFrameProps['onView'], onScroll: ShopFrameProps['onScroll']) {
  const { document } = shop
  const root = document.documentElement
  let asked = 0
  const look = () => {
    asked = 0
    onView({
      width: shop.innerWidth,
      fold: shop.innerHeight,
      height: root.scrollHeight,
      targets: collectTargets(document),
    })
  }
  const lookSoon = () => {
    if (asked === 0) asked = shop.requestAnimationFrame(look)
  }
  const scrolled = () => {
    const room = root.scrollHeight - shop.innerHeight
    onScroll(room > 0 ? shop.scrollY / room : 0)
  }
  const sizes = new ResizeObserver(lookSoon)
  sizes.observe(root)
  shop.addEventListener('scroll', scrolled, { passive: true })
  lookSoon()
  return () => {
    shop.cancelAnimationFrame(asked)
    sizes.disconnect()
    shop.removeEventListener('scroll', scrolled)
  }
}
