import { memo, useMemo, useRef } from 'react'
import { useIsomorphicLayoutEffect } from '../frame/useElementSize.js'
import { cellsNear } from './layout/cells.js'
import { tiles } from './layout/tiles.js'
import { REACH } from './paint/HeatPainter.js'
import { useDevicePixelRatio } from './useDevicePixelRatio.js'
import type { HeatScene } from './useHeatScene.js'
import { useVisibleTiles } from './useVisibleTiles.js'

/** The heat of a page, painted tile by tile as tiles come on screen. */
export function HeatTiles({ scene }: { scene: HeatScene }) {
  const { cells, geometry, radius, gain, paint, colors, opacity } = scene
  const { width, height, columnWidth, rowHeight } = geometry
  const all = useMemo(() => tiles(height), [height])
  const [isVisible, observe] = useVisibleTiles()
  const ratio = useDevicePixelRatio()
  return (
    <div className="mtr-heat" style={{ opacity }} aria-hidden>
      {all.map((tile) => (
        <div
          key={tile.index}
          ref={observe}
          data-tile={tile.index}
          style={{ top: tile.top, height: tile.height }}
        >
          {isVisible(tile.index) && (
            <HeatTile
              cells={cells}
              width={width}
              columnWidth={columnWidth}
              rowHeight={rowHeight}
              paint={paint}
              colors={colors}
              radius={radius}
              top={tile.top}
              height={tile.height}
              gain={gain}
              ratio={ratio}
            />
          )}
        </div>
      ))}
    </div>
  )
}

interface HeatTileProps extends Pick<HeatScene, 'cells' | 'paint' | 'colors' | 'radius'> {
  /** Shown px, as all lengths here. */
  width: number
  columnWidth: number
  rowHeight: number
  top: number
  height: number
  gain: number
  /** Device px a shown px. */
  ratio: number
}

/** Paints again only when something of it has changed. */
const HeatTile = memo(function HeatTile(props: HeatTileProps) {
  const { cells, paint, colors, radius, columnWidth, rowHeight, top, height, gain, ratio } = props
  const ref = useRef<HTMLCanvasElement>(null)
  const canvasWidth = Math.max(1, Math.round(props.width * ratio))
  const canvasHeight = Math.max(1, Math.round(height * ratio))

  useIsomorphicLayoutEffect(() => {
    const canvas = ref.current
    if (!canvas) return
    const [first, end] = cellsNear(cells, rowHeight, top, height, radius * REACH)
    paint(canvas, {
      width: canvasWidth,
      height: canvasHeight,
      cells,
      first,
      end,
      columnWidth: columnWidth * ratio,
      rowHeight: rowHeight * ratio,
      top: top * ratio,
      radius: radius * ratio,
      gain,
      colors,
    })
  }, [
    cells,
    paint,
    colors,
    radius,
    columnWidth,
    rowHeight,
    top,
    height,
    gain,
    ratio,
    canvasWidth,
    canvasHeight,
  ])

  return <canvas ref={ref} width={canvasWidth} height={canvasHeight} />
})
