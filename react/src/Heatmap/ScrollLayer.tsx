import { useRef } from 'react'
import { useIsomorphicLayoutEffect } from '../frame/useElementSize.js'
import type { ResolvedLook } from '../theme/LookContext.js'
import { reachMarks, type ScrollProfile, seenByAll } from './layout/scrollProfile.js'
import { colorRamp, type Palette } from './paint/colorTable.js'
import type { HeatScene } from './useHeatScene.js'

interface ScrollLayerProps {
  scene: HeatScene
  profile: ScrollProfile
  look: ResolvedLook
}

/** How long each row was looked at, as bands of colour, and lines where views ended. */
export function ScrollLayer({ scene, profile, look }: ScrollLayerProps) {
  const ref = useRef<HTMLCanvasElement>(null)
  const { geometry, palette, opacity } = scene
  const rows = attentionRows(scene, profile)

  useIsomorphicLayoutEffect(() => {
    ref.current?.getContext('2d')?.putImageData(attentionColumn(profile, palette, rows), 0, 0)
  }, [profile, palette, rows])

  return (
    <div className="mtr-heat" aria-hidden>
      <canvas ref={ref} className="mtr-attention" width={1} height={rows} style={{ opacity }} />
      {scrollLines(scene, profile, look).map(({ depth, text, fold }) => (
        <div key={text} className="mtr-mark" data-fold={fold} style={{ top: depth * geometry.scale }}>
          <span>{text}</span>
        </div>
      ))}
    </div>
  )
}

/** Browsers refuse higher canvases. */
const MAX_ROWS = 16_000

/** The rows of the page as shown, whether or not the report has them all. */
export function attentionRows({ geometry }: HeatScene, { rowHeight }: ScrollProfile): number {
  return Math.min(MAX_ROWS, Math.max(1, Math.ceil(geometry.pageHeight / rowHeight)))
}

interface ScrollLine {
  /** Page px. */
  depth: number
  text: string
  fold: boolean
}

/** The lines across the page: down to where everyone got, the average fold, and what shares of the views reached. */
export function scrollLines(
  scene: HeatScene,
  profile: ScrollProfile,
  { strings, formats }: ResolvedLook,
): ScrollLine[] {
  const { report, geometry } = scene
  const all = seenByAll(profile)
  const fold = report.layer === 'scroll' ? report.averageFold : null
  const lines: ScrollLine[] = reachMarks(profile).map(({ share, depth }) => ({
    depth,
    text: strings.heatmap.reach(formats.percent(share)),
    fold: false,
  }))
  if (all > 0) lines.unshift({ depth: all, text: strings.heatmap.allSaw, fold: false })
  const taken: number[] = []
  const shown = lines.filter(({ depth }) => {
    const at = depth * geometry.scale
    const free = depth < geometry.pageHeight && taken.every((other) => Math.abs(other - at) > LABEL_HEIGHT)
    if (free) taken.push(at)
    return free
  })
  // Its label stands at the other side, where no other is. A report recorded before there was one has none.
  if (fold != null && fold < geometry.pageHeight)
    shown.push({ depth: fold, text: strings.heatmap.averageFold, fold: true })
  return shown
}

/** Shown px between labels, so that none lies over another. */
const LABEL_HEIGHT = 24

/** One pixel a row, from the first row on; stretched over the page, the browser blends row into row. */
export function attentionColumn(profile: ScrollProfile, palette: Palette, rows: number): ImageData {
  const ramp = colorRamp(palette)
  const pixels = new Uint8ClampedArray(rows * 4)
  for (let row = 0; row < Math.min(rows, profile.rows); row++) {
    const share = profile.maxAttention > 0 ? profile.attention[row]! / profile.maxAttention : 0
    if (share === 0) continue
    pixels.set(ramp(share), row * 4)
    pixels[row * 4 + 3] = FAINT + (STRONG - FAINT) * share
  }
  return new ImageData(pixels, 1, rows)
}

/** The alpha of the least and the most attention: the page shows through both. */
const FAINT = 70
const STRONG = 200
