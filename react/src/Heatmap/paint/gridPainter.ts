import type { ColorTable } from './colorTable.js'
import { densityGrid } from './densityGrid.js'
import type { HeatPainter } from './HeatPainter.js'

/** Paints any number of cells in time that goes with the area: a grid, a separable blur and a colour table. */
export const gridPainter: HeatPainter = (canvas, painting) => {
  const context = canvas.getContext('2d')
  if (!context) throw new Error('The browser gave no 2D canvas to draw the heatmap on.')
  context.clearRect(0, 0, painting.width, painting.height)
  if (painting.first >= painting.end) return

  const grid = densityGrid(painting)
  const small = document.createElement('canvas')
  small.width = grid.width
  small.height = grid.height
  const pixels = new ImageData(colorize(grid.data, painting.colors), grid.width, grid.height)
  small.getContext('2d')?.putImageData(pixels, 0, 0)

  const { cell, left, top } = grid
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'low'
  context.drawImage(
    small,
    left,
    top,
    painting.width / cell,
    painting.height / cell,
    0,
    0,
    painting.width,
    painting.height,
  )
}

/** Heat beyond this is as good as full. */
const MOST = 3
const STEPS = 2048

/** Heat as pixels: the intensity 1 - e^-heat, looked up in the table. */
export function colorize(heat: Float32Array, colors: ColorTable): Uint8ClampedArray<ArrayBuffer> {
  const byIntensity = new Uint32Array(colors.buffer, colors.byteOffset, 256)
  const byHeat = new Uint32Array(STEPS)
  for (let step = 0; step < STEPS; step++) {
    const intensity = 1 - Math.exp((-(step + 0.5) * MOST) / STEPS)
    byHeat[step] = byIntensity[Math.round(intensity * 255)]!
  }
  const pixels = new Uint32Array(heat.length)
  const scale = STEPS / MOST
  for (let i = 0; i < heat.length; i++) {
    const step = heat[i]! * scale
    pixels[i] = byHeat[step < STEPS - 1 ? step | 0 : STEPS - 1]!
  }
  return new Uint8ClampedArray(pixels.buffer)
}
