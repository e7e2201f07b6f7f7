import type { HeatmapElement } from '@mouse-tracking/contract'
import { useEffect, useState } from 'react'
import type { BackgroundPage } from './Background.js'
import type { PageGeometry } from './layout/pageGeometry.js'
import { type Placement, placeElements } from './layout/placeElements.js'

/** Where a report's elements are on the live background (shown px); null when its elements cannot be seen. Kept up to date as
 * the page under it changes. */
export function usePlacement(
  elements: readonly HeatmapElement[] | undefined,
  page: BackgroundPage,
  geometry: PageGeometry,
): Placement | null {
  const [placement, setPlacement] = useState<Placement | null>(null)
  const { root, frame } = page
  const { scale } = geometry

  // biome-ignore lint/correctness/useExhaustiveDependencies: a page of another size has its elements elsewhere
  useEffect(() => {
    if (!elements || !root || !frame) return setPlacement(null)
    const inFrame = frame instanceof HTMLIFrameElement
    const place = () => {
      const origin = inFrame ? { left: 0, top: 0 } : frame.getBoundingClientRect()
      // Boxes in an iframe are in its own px; those beside us are already scaled.
      const zoom = inFrame ? scale : 1
      setPlacement(
        placeElements(elements, root, (element) => {
          const box = element.getBoundingClientRect()
          if (box.width === 0 || box.height === 0) return null
          return {
            left: (box.left - origin.left) * zoom,
            top: (box.top - origin.top) * zoom,
            width: box.width * zoom,
            height: box.height * zoom,
          }
        }),
      )
    }
    let frameRequest = 0
    const soon = () => {
      cancelAnimationFrame(frameRequest)
      frameRequest = requestAnimationFrame(place)
    }
    place()
    const changes = new MutationObserver(soon)
    changes.observe(root, { childList: true, subtree: true, attributes: true })
    return () => {
      changes.disconnect()
      cancelAnimationFrame(frameRequest)
    }
  }, [elements, root, frame, scale, geometry.height])

  return placement
}
