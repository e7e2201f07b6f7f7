import { expect, test } from 'vitest'
import { toCells } from '../layout/cells.js'
import { heatGain } from '../layout/heatGain.js'
import { pageDensity } from '../layout/pageDensity.js'
import { colorTable, PALETTES, type PaletteName } from './colorTable.js'
import { gridPainter } from './gridPainter.js'
import type { HeatPainter, HeatPainting } from './HeatPainter.js'
import { heatmapJsPainter } from './heatmapJsPainter.js'

const WIDTH = 1000
const HEIGHT = 700
const COLUMNS = 200
const ROW = 10

/** Mulberry32: the same pages every time. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Point = [number, number, number]

/** Clicks as people make them: most on a few targets, the rest anywhere; a few cells with much, many with little. */
function clicks(cells: number, seed: number): Point[] {
  const next = random(seed)
  const targets = Array.from(
    { length: 12 },
    () => [next() * COLUMNS, next() * (HEIGHT / ROW), next()] as const,
  )
  const values = new Map<number, number>()
  while (values.size < cells) {
    const [x, y, weight] = targets[Math.floor(next() * targets.length)]!
    const near = next() < 0.7
    const column = Math.floor(near ? x + (next() + next() - 1) * 12 : next() * COLUMNS)
    const row = Math.floor(near ? y + (next() + next() - 1) * 4 : (next() * HEIGHT) / ROW)
    if (column < 0 || column >= COLUMNS || row < 0 || row >= HEIGHT / ROW) continue
    const key = row * COLUMNS + column
    values.set(key, (values.get(key) ?? 0) + 1 + Math.floor(weight * next() * 20))
  }
  return [...values]
    .sort(([a], [b]) => a - b)
    .map(([key, value]) => [key % COLUMNS, Math.floor(key / COLUMNS), value])
}

function painting(points: Point[], radius: number, palette: PaletteName): HeatPainting {
  const cells = toCells(points)
  const columnWidth = WIDTH / COLUMNS
  return {
    width: WIDTH,
    height: HEIGHT,
    cells,
    first: 0,
    end: cells.length,
    columnWidth,
    rowHeight: ROW,
    top: 0,
    radius,
    gain: heatGain(
      pageDensity(cells, { rows: HEIGHT / ROW, width: WIDTH, columnWidth, rowHeight: ROW }, radius),
    ),
    colors: colorTable(palette),
  }
}

function paint(
  painter: HeatPainter,
  points: Point[],
  radius: number,
  palette: PaletteName,
): Uint8ClampedArray {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  painter(canvas, painting(points, radius, palette))
  return canvas.getContext('2d')!.getImageData(0, 0, WIDTH, HEIGHT).data
}

/** How far two pictures are apart as they are seen on a white page, 0 to 1: over all pixels, and over those with any heat. */
function difference(a: Uint8ClampedArray, b: Uint8ClampedArray): { all: number; heated: number } {
  let sum = 0
  let heated = 0
  for (let i = 0; i < a.length; i += 4) {
    if (a[i + 3]! > 0 || b[i + 3]! > 0) heated++
    for (let c = 0; c < 3; c++) {
      const seenA = 255 + ((a[i + c]! - 255) * a[i + 3]!) / 255
      const seenB = 255 + ((b[i + c]! - 255) * b[i + 3]!) / 255
      sum += Math.abs(seenA - seenB)
    }
  }
  return { all: sum / (3 * 255 * (a.length / 4)), heated: sum / (3 * 255 * Math.max(1, heated)) }
}

const PAGES: [name: string, points: Point[]][] = [
  ['one point', [[100, 30, 5]]],
  ['30 cells', clicks(30, 1)],
  ['300 cells', clicks(300, 2)],
  ['1,000 cells', clicks(1_000, 3)],
  ['4,000 cells', clicks(4_000, 4)],
]

test.each(PAGES)('the painters are alike: %s', (_, points) => {
  for (const palette of Object.keys(PALETTES) as PaletteName[]) {
    for (const radius of [10, 16, 28, 60]) {
      // With more on top of one another than this, heatmap.js itself shows heat that is not there.
      if (points.length * radius ** 2 > 1_000 * 33 ** 2) continue
      const stamped = paint(heatmapJsPainter, points, radius, palette)
      const gridded = paint(gridPainter, points, radius, palette)
      const apart = difference(stamped, gridded)
      expect.soft(apart.all, `${palette}, radius ${radius}`).toBeLessThan(0.02)
      expect
        .soft(apart.heated, `${palette}, radius ${radius}`)
        .toBeLessThan(points.length === 1 ? 0.12 : 0.05)
    }
  }
})

test('both clear what was there, and leave a canvas clear without cells', () => {
  for (const painter of [heatmapJsPainter, gridPainter]) {
    const canvas = document.createElement('canvas')
    canvas.width = WIDTH
    canvas.height = HEIGHT
    const context = canvas.getContext('2d')!
    context.fillRect(0, 0, WIDTH, HEIGHT)
    painter(canvas, painting([], 28, 'classic'))
    expect(context.getImageData(0, 0, WIDTH, HEIGHT).data.every((byte) => byte === 0)).toBe(true)
  }
})

test.each([
  ['heatmap.js', heatmapJsPainter],
  ['grid', gridPainter],
] as const)('%s paints a page in windows without a seam', (_, painter) => {
  const whole = paint(painter, clicks(400, 5), 28, 'classic')
  const middle = 333
  for (const [top, height] of [
    [0, middle],
    [middle, HEIGHT - middle],
  ] as const) {
    const canvas = document.createElement('canvas')
    canvas.width = WIDTH
    canvas.height = height
    painter(canvas, { ...painting(clicks(400, 5), 28, 'classic'), top, height })
    const part = canvas.getContext('2d')!.getImageData(0, 0, WIDTH, height).data
    const same = difference(part, whole.subarray(top * WIDTH * 4, (top + height) * WIDTH * 4))
    expect(same.all).toBeLessThan(0.002)
  }
})
