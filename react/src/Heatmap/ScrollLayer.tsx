import { useRef } from 'react'
import { useIsomorphicLayoutEffect } from '../frame/useElementSize.js'
import type { ResolvedLook } from '../theme/LookContext.js'
import type { PageGeometry } from './layout/pageGeometry.js'
import { reachMarks, type ScrollProfile, seenByAll } from './layout/scrollProfile.js'
import type { ColorTable } from './paint/colorTable.js'

interface ScrollLayerProps {
  profile: ScrollProfile
  geometry: PageGeometry
  colors: ColorTable
  opacity: number
  look: ResolvedLook
  /** The mean viewport height in page px, where the report tells. */
  fold: number | undefined
}

/** Browsers refuse higher canvases. */
const MAX_CANVAS = 16_000

/** How long each row was looked at, as bands of colour, and lines where views ended. */
export function ScrollLayer({ profile, geometry, colors, opacity, look, fold }: ScrollLayerProps) {
  const ref = useRef<HTMLCanvasElement>(null)
  const { strings, formats } = look
  const shownRows = Math.min(MAX_CANVAS, Math.max(1, Math.ceil(geometry.pageHeight / profile.rowHeight)))

  useIsomorphicLayoutEffect(() => {
    const context = ref.current?.getContext('2d')
    if (!context) return
    context.putImageData(attentionColumn(profile, colors, shownRows), 0, 0)
  }, [profile, colors, shownRows])

  const all = seenByAll(profile)
  const marks = reachMarks(profile).filter(({ depth }) => depth > all && depth < geometry.pageHeight)
  const lines = [
    ...(all > 0 && all < geometry.pageHeight
      ? [{ depth: all, text: strings.heatmap.allSaw, fold: false }]
      : []),
    ...(fold ? [{ depth: fold, text: strings.heatmap.averageFold, fold: true }] : []),
    ...marks.map(({ share, depth }) => ({
      depth,
      text: strings.heatmap.reach(formats.percent(share)),
      fold: false,
    })),
  ]
  return (
    <div className="mtr-heat" aria-hidden>
      <canvas ref={ref} className="mtr-attention" width={1} height={shownRows} style={{ opacity }} />
      {lines.map(({ depth, text, fold: isFold }) => (
        <div key={text} className="mtr-mark" data-fold={isFold} style={{ top: depth * geometry.scale }}>
          <span>{text}</span>
        </div>
      ))}
    </div>
  )
}

/** One pixel a row, from the first row on; stretched over the page, the browser blends row into row. */
function attentionColumn(profile: ScrollProfile, colors: ColorTable, rows: number): ImageData {
  const pixels = new Uint8ClampedArray(rows * 4)
  for (let row = 0; row < Math.min(rows, profile.rows); row++) {
    const share = profile.maxAttention > 0 ? profile.attention[row]! / profile.maxAttention : 0
    // The table lifts low intensities for points; bands are read evenly.
    const index = Math.round(share ** 2 * 255)
    pixels.set(colors.subarray(index * 4, index * 4 + 3), row * 4)
    pixels[row * 4 + 3] = share > 0 ? 70 + 130 * share : 0
  }
  return new ImageData(pixels, 1, rows)
}
