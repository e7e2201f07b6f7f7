import simpleheat from 'simpleheat'
import { toCells } from '../../react/src/Heatmap/layout/cells.js'
import { heatGain } from '../../react/src/Heatmap/layout/heatGain.js'
import { pageDensity } from '../../react/src/Heatmap/layout/pageDensity.js'
import { colorTable } from '../../react/src/Heatmap/paint/colorTable.js'
import { gridPainter } from '../../react/src/Heatmap/paint/gridPainter.js'
import type { HeatPainter } from '../../react/src/Heatmap/paint/HeatPainter.js'
import { heatmapJsPainter } from '../../react/src/Heatmap/paint/heatmapJsPainter.js'
import { COLUMNS, HEIGHT, pagePoints, ROWS, WIDTH } from './pagePoints.js'

const RADIUS = 28

export interface Timings {
  heatmapJs: number[]
  simpleheat: number[]
  grid: number[]
}

/** Milliseconds of each round, all painters in turn, with the picture read back so that it is really there. */
export function bench(count: number, rounds: number): Timings {
  const points = pagePoints(count)
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const colors = colorTable('classic')

  const drawSimpleheat = () => {
    const start = performance.now()
    const heat = simpleheat(canvas)
    heat.radius(RADIUS, 15)
    heat.max(50)
    heat.data(
      points.map(([column, row, value]) => [(column + 0.5) * (WIDTH / COLUMNS), (row + 0.5) * 10, value]),
    )
    heat.draw()
    canvas.getContext('2d')?.getImageData(0, 0, 1, 1)
    return performance.now() - start
  }

  const time = (painter: HeatPainter) => {
    const start = performance.now()
    // All of it: what a component does from a report's points to pixels.
    const cells = toCells(points)
    const columnWidth = WIDTH / COLUMNS
    const grid = { rows: ROWS, width: WIDTH, columnWidth, rowHeight: 10 }
    const gain = heatGain(pageDensity(cells, grid, RADIUS))
    painter(canvas, {
      width: WIDTH,
      height: HEIGHT,
      cells,
      first: 0,
      end: cells.length,
      columnWidth,
      rowHeight: 10,
      top: 0,
      radius: RADIUS,
      gain,
      colors,
    })
    canvas.getContext('2d')?.getImageData(0, 0, 1, 1)
    return performance.now() - start
  }

  const timings: Timings = { heatmapJs: [], simpleheat: [], grid: [] }
  for (let round = 0; round < rounds; round++) {
    timings.heatmapJs.push(time(heatmapJsPainter))
    timings.simpleheat.push(drawSimpleheat())
    timings.grid.push(time(gridPainter))
  }
  return timings
}

Object.assign(window, { bench })
