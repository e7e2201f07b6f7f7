import { useRef, useState } from 'react'
import { Tooltip } from '../frame/Tooltip.js'
import { useElementSize } from '../frame/useElementSize.js'
import type { ResolvedLook } from '../theme/LookContext.js'
import { DropOffCell } from './DropOffCell.js'
import { FunnelShape } from './FunnelShape.js'
import { FunnelTooltip } from './FunnelTooltip.js'
import type { FunnelRow } from './layout/funnelRows.js'
import { StepCell } from './StepCell.js'

interface FunnelChartProps {
  rows: readonly FunnelRow[]
  look: ResolvedLook
  label: string
  direction: 'horizontal' | 'vertical' | 'auto'
  height: number
  onStep: ((index: number) => void) | undefined
  onDropOff: ((index: number) => void) | undefined
}

/** Narrower steps than this stand below one another. */
const LEAST_STEP = 116
/** Px of a step that stands below another; where there is little room, its lines break. */
const ROW_HEIGHT = 104
const NARROW_ROW_HEIGHT = 132
const NARROW = 460

/** A funnel with its steps in words along it. */
export function FunnelChart({ rows, look, label, direction, height, onStep, onDropOff }: FunnelChartProps) {
  const [sizeRef, room] = useElementSize<HTMLDivElement>()
  const [shapeRef, shapeRoom, shapeElement] = useElementSize<HTMLDivElement>()
  const [hovered, setHovered] = useState<{ index: number; dropOff: boolean; x: number; y: number } | null>(
    null,
  )
  const origin = useRef<HTMLDivElement | null>(null)
  const across = direction === 'auto' ? room.width / rows.length >= LEAST_STEP : direction === 'horizontal'
  const rowHeight = room.width < NARROW ? NARROW_ROW_HEIGHT : ROW_HEIGHT
  const shapeHeight = across ? height : rows.length * rowHeight

  const shape = (
    <div ref={shapeRef} style={{ minWidth: 0, height: shapeHeight }}>
      {shapeRoom.width > 0 && (
        <FunnelShape
          rows={rows}
          width={shapeRoom.width}
          height={shapeHeight}
          direction={across ? 'horizontal' : 'vertical'}
          color="var(--_accent)"
          label={label}
          onStep={onStep}
          onDropOff={onDropOff}
          onHover={(index, dropOff, event) => {
            const box = (origin.current ?? shapeElement())?.getBoundingClientRect()
            if (index === null || !event || !box) return setHovered(null)
            setHovered({ index, dropOff, x: event.clientX - box.left, y: event.clientY - box.top })
          }}
        />
      )}
    </div>
  )
  const columns = { gridTemplateColumns: `repeat(${rows.length}, minmax(0, 1fr))` }
  const hoveredRow = hovered && rows[hovered.index]
  return (
    <div
      className="mtr-funnel-chart"
      ref={(element) => {
        origin.current = element
      }}
    >
      <div ref={sizeRef}>
        {across ? (
          <div className="mtr-funnel-across">
            <div className="mtr-cells" style={columns}>
              {rows.map((row) => (
                <StepCell key={row.id} row={row} look={look} onStep={onStep} />
              ))}
            </div>
            {shape}
            <div className="mtr-cells" style={columns}>
              {rows.map((row) => (
                <DropOffCell key={row.id} row={row} look={look} onDropOff={onDropOff} />
              ))}
            </div>
          </div>
        ) : (
          <div className="mtr-down">
            <div className="mtr-cells" style={{ gridAutoRows: rowHeight }}>
              {rows.map((row) => (
                <div key={row.id} className="mtr-row">
                  <StepCell row={row} look={look} onStep={onStep} />
                  {row.index > 0 && <DropOffCell row={row} look={look} onDropOff={onDropOff} />}
                </div>
              ))}
            </div>
            {shape}
          </div>
        )}
      </div>
      {hovered && hoveredRow && (
        <Tooltip x={hovered.x} y={hovered.y}>
          <FunnelTooltip row={hoveredRow} look={look} dropOff={hovered.dropOff} />
        </Tooltip>
      )}
    </div>
  )
}
