import h337 from 'heatmap.js'
import type { ColorTable } from './colorTable.js'
import type { HeatPainter } from './HeatPainter.js'

/** heatmap.js's default: the part of the radius, from outside, over which a point fades. */
const BLUR = 0.85

/** Paints with heatmap.js: one stamp a cell. The only file that knows the library. */
export const heatmapJsPainter: HeatPainter = (canvas, painting) => {
  const context = canvas.getContext('2d')
  if (!context) throw new Error('The browser gave no 2D canvas to draw the heatmap on.')
  context.clearRect(0, 0, painting.width, painting.height)

  const { cells, columnWidth, rowHeight, top } = painting
  const radius = Math.max(1, Math.round(painting.radius))
  const data: { x: number; y: number; value: number }[] = []
  for (let i = painting.first; i < painting.end; i++) {
    const x = Math.round((cells.columns[i]! + 0.5) * columnWidth)
    const y = Math.round((cells.rows[i]! + 0.5) * rowHeight - top)
    const seen =
      x + radius > 0 && x - radius < painting.width && y + radius > 0 && y - radius < painting.height
    // heatmap.js lays stamps over one another, so that what shows through is multiplied: the same as adding heat.
    if (seen) data.push({ x, y, value: 1 - Math.exp(-cells.values[i]! * painting.gain) })
  }
  if (data.length === 0) return

  // It moves its canvas into its container, so it gets both of its own, outside of the page.
  const own = document.createElement('canvas')
  const map = h337.create({
    container: document.createElement('div'),
    canvas: own,
    width: painting.width,
    height: painting.height,
    radius,
    blur: BLUR,
    maxOpacity: 1,
    minOpacity: 0,
    gradient: gradient(painting.colors),
    useGradientOpacity: true,
  })
  map.setData({ min: 0, max: 1, data })
  context.drawImage(own, 0, 0)
}

/** The colour table as gradient stops, dense enough to be the same again. */
function gradient(colors: ColorTable): Record<string, string> {
  const stops: Record<string, string> = {}
  for (let i = 0; i < 256; i += i < 32 ? 1 : 8) {
    const [red, green, blue, alpha] = colors.subarray(i * 4, i * 4 + 4)
    stops[((i + 0.5) / 256).toFixed(5)] = `rgba(${red},${green},${blue},${(alpha! / 255).toFixed(4)})`
  }
  return stops
}
