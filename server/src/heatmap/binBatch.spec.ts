import type { Batch, TrackedEvent, View } from '@mouse-tracking/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binBatch, cellOf, rowsOnScreen } from './binBatch.js'
import { type Grid, GridSet } from './grid.js'

const START = Date.UTC(2026, 10, 2, 23, 59)

function bin(events: TrackedEvent[], view: Partial<View> = {}, skewMs = 0): Grid[] {
  const batch: Batch = {
    v: 1,
    id: 'b',
    site: 'demo',
    visitor: 'v',
    session: 's',
    views: [
      { id: 'p', url: '/', startedAt: START, viewport: [1000, 800], page: [1000, 5000], events, ...view },
    ],
  }
  const grids = new GridSet()
  binBatch(batch, { skewMs, pages: ['/'] }, grids)
  return [...grids]
}

describe('binBatch', () => {
  it('gives each point the time to the next, at most a second, and the last one none', () => {
    const [grid] = bin([{ type: 'move', points: [0, 100, 50, 300, 0, 0, 5_000, 100, 0, 20, 0, 0] }])
    expect(grid!.layer).toBe('move')
    expect(grid!.cells).toEqual(
      new Map([
        [cellOf(100, 50, 1000), 1_300],
        [cellOf(200, 50, 1000), 20],
      ]),
    )
  })

  it('measures columns by the viewport of the moment', () => {
    const click = (t: number): TrackedEvent => ({ type: 'click', t, x: 250, y: 0, selector: 'a' })
    const resize: TrackedEvent = { type: 'resize', t: 10, viewport: [500, 800], page: [500, 5000] }
    const [grid] = bin([click(5), resize, click(15)])
    expect([...grid!.cells.keys()]).toEqual([50, 100])
    expect(grid).toMatchObject({ widthClass: 960, device: 'tablet' })
  })

  it('takes events by time, however the batch lists them', () => {
    const click: TrackedEvent = { type: 'click', t: 15, x: 250, y: 0, selector: 'a' }
    const resize: TrackedEvent = { type: 'resize', t: 10, viewport: [500, 800], page: [500, 5000] }
    expect(bin([click, resize])).toEqual(bin([resize, click]))
  })

  it('counts a view on the day of its corrected start', () => {
    const click: TrackedEvent = { type: 'click', t: 90_000, x: 0, y: 0, selector: 'a' }
    expect(bin([click])[0]!.day).toBe(Date.UTC(2026, 10, 2))
    expect(bin([click], {}, 120_000)[0]!.day).toBe(Date.UTC(2026, 10, 3))
  })

  it('counts clicks, rage and dead clicks by element, and offsets of clicks alone', () => {
    const at = { t: 1, x: 1, y: 1, selector: '#buy', offset: [0.25, 0.5] as [number, number] }
    const grids = bin([
      { type: 'click', ...at },
      { type: 'rage', ...at, count: 3 },
      { type: 'dead', ...at },
      { type: 'error', ...at, message: 'x' },
    ])
    expect(grids.find(({ layer }) => layer === 'click')!.elements.get('#buy')).toEqual({
      clicks: 1,
      rage: 1,
      dead: 1,
      offsets: 1,
      offsetX: 0.25e9,
      offsetY: 0.5e9,
    })
    expect(grids.map(({ layer }) => layer).sort()).toEqual(['click', 'dead', 'error', 'rage'])
  })
})

it('cells and rows stay within the grid wherever the pointer was', () => {
  const px = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
  fc.assert(
    fc.property(px, px, fc.integer({ min: 1, max: 10_000 }), (x, y, size) => {
      const cell = cellOf(x, y, size)
      expect(cell).toBeGreaterThanOrEqual(0)
      expect(cell).toBeLessThan(200 * 10_000)
      const [first, last] = rowsOnScreen(y, size)
      expect(first).toBeLessThanOrEqual(last)
      expect(last).toBeLessThan(10_000)
    }),
  )
})
