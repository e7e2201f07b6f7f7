import { type ReactNode, useRef, useState } from 'react'
import { useIsomorphicLayoutEffect } from './useElementSize.js'

interface TooltipProps {
  /** Px from the top left of the positioned parent. */
  x: number
  y: number
  children: ReactNode
}

const GAP = 14
const EDGE = 4

/** A note beside a point, kept where it can be seen: within its positioned parent, a scrolling page around it, and the window. */
export function Tooltip({ x, y, children }: TooltipProps) {
  const ref = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState({ left: x + GAP, top: y + GAP })

  // After every render: new content is a new size.
  useIsomorphicLayoutEffect(() => {
    const tip = ref.current
    const parent = tip?.offsetParent
    if (!tip || !parent) return
    const origin = parent.getBoundingClientRect()
    const frame = (tip.closest('.mtr-viewport') ?? parent).getBoundingClientRect()
    const left = beside(
      x,
      tip.offsetWidth,
      Math.max(frame.left, 0) - origin.left,
      Math.min(frame.right, window.innerWidth) - origin.left,
    )
    const top = beside(
      y,
      tip.offsetHeight,
      Math.max(frame.top, 0) - origin.top,
      Math.min(frame.bottom, window.innerHeight) - origin.top,
    )
    setPlace((last) => (last.left === left && last.top === top ? last : { left, top }))
  })

  return (
    <div ref={ref} className="mtr-tip" style={place}>
      {children}
    </div>
  )
}

/** Where a note of a size goes beside a point: after it if it fits, else before it, within the limits. */
function beside(point: number, size: number, least: number, most: number): number {
  const after = point + GAP
  const start = after + size + EDGE <= most ? after : point - GAP - size
  return Math.max(least + EDGE, Math.min(start, most - size - EDGE))
}
