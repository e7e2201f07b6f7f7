import { memo, useMemo, useRef } from 'react'
import { useIsomorphicLayoutEffect } from '../frame/useElementSize.js'
import { type Cells, cellsNear } from './layout/cells.js'
import { heatGain } from './layout/heatGain.js'
import type { PageGeometry } from './layout/pageGeometry.js'
import { type Tile, tiles } from './layout/tiles.js'
import type { ColorTable } from './paint/colorTable.js'
import type { HeatPainter } from './paint/HeatPainter.js'
import { useDevicePixelRatio } from './useDevicePixelRatio.js'
import { useVisibleTiles } from './useVisibleTiles.js'

interface Heat {
  cells: Cells
  geometry: PageGeometry
  painter: HeatPainter
  colors: ColorTable
  /** Shown px. */
  radius: number
}

interface HeatTilesProps extends Heat {
  rows: number
  opacity: number
}

/** The heat of a page, painted tile by tile as tiles come on screen. */
export function HeatTiles({ rows, opacity, ...heat }: HeatTilesProps) {
  const { cells, geometry, radius } = heat
  const { width, height, columnWidth, rowHeight } = geometry
  const all = useMemo(() => tiles(height), [height])
  const gain = useMemo(
    () => heatGain(cells, rows, columnWidth, width, rowHeight, radius),
    [cells, rows, columnWidth, width, rowHeight, radius],
  )
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
          {isVisible(tile.index) && <HeatTile {...heat} tile={tile} gain={gain} ratio={ratio} />}
        </div>
      ))}
    </div>
  )
}

interface HeatTileProps extends Heat {
  tile: Tile
  gain: number
  ratio: number
}

const HeatTile = memo(function HeatTile({
  cells,
  geometry,
  painter,
  colors,
  radius,
  tile,
  gain,
  ratio,
}: HeatTileProps) {
  const ref = useRef<HTMLCanvasElement>(null)
  const width = Math.max(1, Math.round(geometry.width * ratio))
  const height = Math.max(1, Math.round(tile.height * ratio))
  const { columnWidth, rowHeight } = geometry

  useIsomorphicLayoutEffect(() => {
    const canvas = ref.current
    if (!canvas) return
    const [first, end] = cellsNear(cells, rowHeight, tile.top, tile.height, radius)
    painter(canvas, {
      width,
      height,
      cells,
      first,
      end,
      columnWidth: columnWidth * ratio,
      rowHeight: rowHeight * ratio,
      top: tile.top * ratio,
      radius: radius * ratio,
      gain,
      colors,
    })
  }, [
    cells,
    columnWidth,
    rowHeight,
    painter,
    colors,
    radius,
    tile.top,
    tile.height,
    gain,
    ratio,
    width,
    height,
  ])

  return <canvas ref={ref} width={width} height={height} />
})
