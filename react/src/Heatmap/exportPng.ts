import type { ResolvedLook } from '../theme/LookContext.js'
import { cellsNear } from './layout/cells.js'
import { clickedBoxes } from './layout/placeElements.js'
import { tiles } from './layout/tiles.js'
import { REACH } from './paint/HeatPainter.js'
import { attentionColumn, attentionRows, scrollLines } from './ScrollLayer.js'
import type { HeatScene } from './useHeatScene.js'

/** Device px; more than browsers take in one canvas is drawn smaller. */
const MAX_HEIGHT = 16_000
const MAX_AREA = 120_000_000
const SHARPNESS = 2
const CAPTION = 44
const FONT = '"Helvetica Neue", Arial, sans-serif'

/** Downloads the whole page as a PNG: its background, what is drawn over it, and a line that says what it shows.
 * A background of another origin that forbids it is left out. */
export async function exportPng(scene: HeatScene, look: ResolvedLook, label: string): Promise<void> {
  const blob = await paintPng(scene, look, label)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `${fileName(`heatmap ${scene.report.page} ${scene.report.layer}`)}.png`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

function fileName(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '')
}

export async function paintPng(scene: HeatScene, look: ResolvedLook, label: string): Promise<Blob> {
  const { geometry, page, profile } = scene
  const height = geometry.height + CAPTION
  const ratio = Math.min(SHARPNESS, MAX_HEIGHT / height, Math.sqrt(MAX_AREA / (height * geometry.width)))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(geometry.width * ratio)
  canvas.height = Math.round(height * ratio)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('the browser gave no canvas of that size')

  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.scale(ratio, ratio)
  drawCaption(context, scene, look, label)
  context.translate(0, CAPTION)
  context.beginPath()
  context.rect(0, 0, geometry.width, geometry.height)
  context.clip()
  const background = page.frame && (await picture(page.frame, scene, ratio))
  if (background) {
    context.drawImage(background, 0, 0, geometry.width, geometry.height)
    context.fillStyle = 'rgb(255 255 255 / 0.35)'
    context.fillRect(0, 0, geometry.width, geometry.height)
  }
  if (profile) drawScroll(context, scene, look)
  else if (scene.elements && scene.placement) drawElements(context, scene, look)
  else drawHeat(context, scene, ratio)

  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the browser made no image'))),
      'image/png',
    ),
  )
}

function drawCaption(
  context: CanvasRenderingContext2D,
  { report, geometry }: HeatScene,
  look: ResolvedLook,
  label: string,
) {
  const { strings, formats } = look
  context.textBaseline = 'middle'
  context.fillStyle = '#1c2127'
  context.font = `600 14px ${FONT}`
  context.fillText(label, 12, CAPTION / 2, geometry.width - 24)
  const titleWidth = context.measureText(label).width
  context.fillStyle = '#57606a'
  context.font = `13px ${FONT}`
  const facts = `${strings.heatmap.views(formats.count(report.views))} · ${formats.range(report.from, report.to)}`
  if (titleWidth + context.measureText(facts).width + 48 > geometry.width) return
  context.textAlign = 'right'
  context.fillText(facts, geometry.width - 12, CAPTION / 2)
  context.textAlign = 'left'
}

/** The background as a picture; null when its origin does not let it be read. */
async function picture(
  frame: HTMLElement,
  { geometry }: HeatScene,
  ratio: number,
): Promise<CanvasImageSource | null> {
  if (frame instanceof HTMLImageElement) return readableImage(frame.currentSrc || frame.src)
  const node = frame instanceof HTMLIFrameElement ? frame.contentDocument?.documentElement : frame
  if (!node) return null
  // Only who exports a live page loads this.
  const { domToCanvas } = await import('modern-screenshot')
  return domToCanvas(node, {
    width: geometry.pageWidth,
    height: geometry.pageHeight,
    scale: ratio * geometry.scale,
    style: { transform: 'none', position: 'static' },
  })
}

/** An image that may be drawn without locking the canvas: asked for anew, with permission. */
async function readableImage(url: string): Promise<HTMLImageElement | null> {
  const image = new Image()
  image.crossOrigin = 'anonymous'
  image.src = url
  return image.decode().then(
    () => image,
    () => null,
  )
}

function drawHeat(context: CanvasRenderingContext2D, scene: HeatScene, ratio: number): void {
  const { cells, geometry, radius, gain, paint, colors, opacity } = scene
  const { width, columnWidth, rowHeight } = geometry
  const canvas = document.createElement('canvas')
  context.globalAlpha = opacity
  for (const { top, height } of tiles(geometry.height)) {
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.max(1, Math.round(height * ratio))
    const [first, end] = cellsNear(cells, rowHeight, top, height, radius * REACH)
    paint(canvas, {
      width: canvas.width,
      height: canvas.height,
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
    context.drawImage(canvas, 0, top, width, height)
  }
  context.globalAlpha = 1
}

function drawScroll(context: CanvasRenderingContext2D, scene: HeatScene, look: ResolvedLook): void {
  const { profile, geometry, palette, opacity } = scene
  if (!profile) return
  const column = document.createElement('canvas')
  column.width = 1
  column.height = attentionRows(scene, profile)
  column.getContext('2d')?.putImageData(attentionColumn(profile, palette, column.height), 0, 0)
  context.globalAlpha = opacity
  context.drawImage(column, 0, 0, geometry.width, geometry.height)
  context.globalAlpha = 1
  for (const { depth, text, fold } of scrollLines(scene, profile, look)) {
    const y = depth * geometry.scale
    context.strokeStyle = fold ? '#4355c9' : '#1c2127'
    context.lineWidth = 1.5
    context.setLineDash(fold ? [] : [6, 5])
    context.beginPath()
    context.moveTo(0, y)
    context.lineTo(geometry.width, y)
    context.stroke()
    const x = fold ? geometry.width - 8 : 8
    drawLabel(context, text, x, y - 20, '#ffffff', '#1c2127', fold ? 'end' : 'start')
  }
  context.setLineDash([])
}

function drawElements(
  context: CanvasRenderingContext2D,
  { placement }: HeatScene,
  { formats }: ResolvedLook,
): void {
  const placed = placement ? clickedBoxes(placement) : []
  const most = Math.max(1, ...placed.map(({ element }) => element.clicks))
  for (const { element, left, top, width, height } of placed) {
    context.fillStyle = `rgb(67 85 201 / ${(0.06 + 0.4 * Math.sqrt(element.clicks / most)).toFixed(3)})`
    context.strokeStyle = '#4355c9'
    context.lineWidth = 1.5
    context.fillRect(left, top, width, height)
    context.strokeRect(left, top, width, height)
    const text = formats.compact(element.clicks)
    drawLabel(context, text, left + width, Math.max(0, top - LABEL_RISE), '#2f3c96', '#ffffff', 'end')
  }
}

/** Px that a label stands over the upper edge of its box. */
const LABEL_RISE = 11

function drawLabel(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  fill: string,
  color: string,
  anchor: 'start' | 'end' = 'start',
) {
  context.font = `600 11px ${FONT}`
  const width = context.measureText(text).width + 10
  const left = anchor === 'start' ? x : x - width
  context.fillStyle = fill
  context.beginPath()
  context.roundRect(left, y, width, 17, 3)
  context.fill()
  context.fillStyle = color
  context.textBaseline = 'middle'
  context.fillText(text, left + 5, y + 9)
}
