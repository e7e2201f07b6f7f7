import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import { Tooltip } from '../frame/Tooltip.js'
import type { PageGeometry } from './layout/pageGeometry.js'

interface HeatReadoutProps {
  label: string
  geometry: PageGeometry
  /** Shown px of the ring around the point; 0 for none. */
  radius: number
  /** Where `n` goes, in shown px. */
  stops: readonly { x: number; y: number }[]
  /** What there is to say about a point (shown px); null for nothing. */
  read: (x: number, y: number) => ReactNode
  /** A click on a point, or Enter at it. */
  onPick: ((x: number, y: number) => void) | undefined
}

const STEP = 10
const FAR = 100

/** Reads the map under the pointer, or under a point that the arrow keys move. */
export function HeatReadout({ label, geometry, radius, stops, read, onPick }: HeatReadoutProps) {
  const [point, setPoint] = useState<{ x: number; y: number } | null>(null)
  const stop = useRef(-1)
  const ref = useRef<HTMLDivElement>(null)

  function moveTo(x: number, y: number) {
    const next = { x: Math.min(Math.max(0, x), geometry.width), y: Math.min(Math.max(0, y), geometry.height) }
    setPoint(next)
    const viewport = ref.current?.closest('.mtr-viewport')
    if (!viewport || viewport.scrollHeight <= viewport.clientHeight) return
    const over = next.y - viewport.scrollTop
    if (over < FAR || over > viewport.clientHeight - FAR)
      viewport.scrollTop = next.y - viewport.clientHeight / 2
  }

  function onKeyDown(event: KeyboardEvent) {
    const from = point ?? { x: geometry.width / 2, y: 0 }
    const step = event.shiftKey ? FAR : STEP
    switch (event.key) {
      case 'ArrowLeft':
        moveTo(from.x - step, from.y)
        break
      case 'ArrowRight':
        moveTo(from.x + step, from.y)
        break
      case 'ArrowUp':
        moveTo(from.x, from.y - step)
        break
      case 'ArrowDown':
        moveTo(from.x, from.y + step)
        break
      case 'n':
      case 'N': {
        stop.current = (stop.current + 1) % Math.max(1, stops.length)
        const next = stops[stop.current]
        if (next) moveTo(next.x, next.y)
        break
      }
      case 'Enter':
        if (!point || !onPick) return
        onPick(point.x, point.y)
        break
      case 'Escape':
        setPoint(null)
        return
      default:
        return
    }
    event.preventDefault()
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    const box = event.currentTarget.getBoundingClientRect()
    setPoint({ x: event.clientX - box.left, y: event.clientY - box.top })
  }

  const said = point && read(point.x, point.y)
  return (
    // biome-ignore lint/a11y/useSemanticElements: no element is a picture that is read with the arrow keys
    <div
      ref={ref}
      className="mtr-readout"
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read the map
      tabIndex={0}
      aria-label={label}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setPoint(null)}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        onPick?.(event.clientX - box.left, event.clientY - box.top)
      }}
      onKeyDown={onKeyDown}
      onBlur={() => setPoint(null)}
    >
      {point && said && radius > 0 && (
        <span
          className="mtr-ring"
          style={{ left: point.x, top: point.y, width: 2 * radius, height: 2 * radius }}
        />
      )}
      <div aria-live="polite">
        {point && said && (
          <Tooltip x={point.x} y={point.y}>
            {said}
          </Tooltip>
        )}
      </div>
    </div>
  )
}
