import { createRoot } from 'react-dom/client'
import { Heatmap } from '../../react/src/Heatmap/Heatmap.js'
import { COLUMNS, pagePoints, ROWS, WIDTH } from './pagePoints.js'

/** CSS px that the page is scrolled in a frame: a quick flick. */
const STEP = 60

/** Shows a heatmap of so many cells, or for 0 a page with nothing to do. */
export function show(cells: number): void {
  const root = createRoot(document.querySelector('#root')!)
  if (cells === 0) {
    root.render(<div id="blank" />)
    return
  }
  const points = pagePoints(cells)
  const counts = points.map(([, , value]) => value)
  const day = '2026-11-10T00:00:00.000Z'
  root.render(
    <div style={{ width: WIDTH }}>
      <Heatmap
        data={{
          page: '/',
          layer: 'click',
          from: day,
          to: day,
          asOf: day,
          pending: 0,
          views: 1_000,
          columns: COLUMNS,
          rowHeight: 10,
          rows: ROWS,
          max: Math.max(...counts),
          total: counts.reduce((sum, count) => sum + count, 0),
          points,
          elements: [],
        }}
      />
    </div>,
  )
}

/** Times between frames, ms, while the page is scrolled down and up again or, with `isStill`, is not. */
export async function framesWhile(ms: number, isStill: boolean): Promise<number[]> {
  const times: number[] = []
  const most = document.documentElement.scrollHeight - innerHeight
  const end = performance.now() + ms
  let at = scrollY
  let step = STEP
  for (let last = 0; ; ) {
    const now = await new Promise<number>(requestAnimationFrame)
    if (last > 0) times.push(now - last)
    last = now
    if (now > end) return times
    if (isStill) continue
    if (at + step < 0 || at + step > most) step = -step
    at += step
    scrollTo(0, at)
  }
}

Object.assign(window, { show, framesWhile })
