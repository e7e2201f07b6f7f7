import { type FunnelCustomLayerProps, Funnel as NivoFunnel } from '@nivo/funnel'
import { createContext, useContext, useMemo } from 'react'
import { nivoTheme } from '../theme/nivoTheme.js'
import type { FunnelRow } from './layout/funnelRows.js'

/** What nivo draws from: nivo wants plain fields. */
type Datum = { id: string; value: number }

interface FunnelShapeProps {
  rows: readonly FunnelRow[]
  width: number
  height: number
  direction: 'horizontal' | 'vertical'
  color: string
  label: string
  onStep: ((index: number) => void) | undefined
  onDropOff: ((index: number) => void) | undefined
  onHover:
    | ((index: number | null, dropOff: boolean, event?: { clientX: number; clientY: number }) => void)
    | undefined
}

const ShapeContext = createContext<FunnelShapeProps | null>(null)

/** A funnel's drawing: a body that narrows step by step, and beside it those who were lost. */
export function FunnelShape(props: FunnelShapeProps) {
  const { rows, width, height, direction, label } = props
  const data = useMemo<Datum[]>(() => rows.map(({ id, value }) => ({ id, value })), [rows])
  return (
    <ShapeContext.Provider value={props}>
      <NivoFunnel<Datum>
        data={data}
        width={width}
        height={height}
        direction={direction}
        margin={NO_MARGIN}
        spacing={0}
        shapeBlending={0.6}
        borderWidth={0}
        enableBeforeSeparators={false}
        enableAfterSeparators={false}
        layers={LAYERS}
        theme={nivoTheme}
        animate={false}
        isInteractive={false}
        renderWrapper={false}
        role="img"
        ariaLabel={label}
      />
    </ShapeContext.Provider>
  )
}

const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 }
const LAYERS = [LostParts, Parts]

function Parts({ parts, areaGenerator }: FunnelCustomLayerProps<Datum>) {
  const shape = useContext(ShapeContext)
  if (!shape) return null
  const { onStep, onHover, color } = shape
  return (
    <g>
      {parts.map((part, index) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the step's heading is its button
        <path
          key={part.data.id}
          className="mtr-part"
          data-active={Boolean(onStep)}
          // The line closes the hair between one part and the next.
          style={{ fill: color, stroke: part.data.value > 0 ? color : 'none' }}
          d={areaGenerator(part.areaPoints) ?? undefined}
          onPointerMove={(event) => onHover?.(index, false, event)}
          onPointerLeave={() => onHover?.(null, false)}
          onClick={onStep && (() => onStep(index))}
        />
      ))}
    </g>
  )
}

/** Where each step would be as wide as the one before. */
function LostParts({ parts }: FunnelCustomLayerProps<Datum>) {
  const shape = useContext(ShapeContext)
  if (!shape) return null
  const { direction, onDropOff, onHover, color } = shape
  return (
    <g>
      {parts.slice(1).map((part, at) => {
        const before = parts[at]!
        const across = direction === 'horizontal'
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the drop-off's text is its button
          <rect
            key={part.data.id}
            className="mtr-lost"
            data-active={Boolean(onDropOff)}
            style={{ fill: color }}
            x={across ? part.x0 : before.x0}
            y={across ? before.y0 : part.y0}
            width={across ? part.width : before.width}
            height={across ? before.height : part.height}
            onPointerMove={(event) => onHover?.(at + 1, true, event)}
            onPointerLeave={() => onHover?.(null, true)}
            onClick={onDropOff && (() => onDropOff(at + 1))}
          />
        )
      })}
    </g>
  )
}
