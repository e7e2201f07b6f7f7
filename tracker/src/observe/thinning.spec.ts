import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createThinning } from './thinning.js'

type Point = readonly [t: number, x: number, y: number]

/** A pointer's track: mostly moves, and rests of any length now and then. */
const tracks = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 8, arbitrary: fc.nat(20) }, { weight: 1, arbitrary: fc.nat(4_000) }),
      fc.integer({ min: -30, max: 30 }),
      fc.integer({ min: -30, max: 30 }),
    ),
    { minLength: 1, maxLength: 300 },
  )
  .map((ways) => {
    let [t, x, y] = [0, 500, 500]
    return ways.map(([dt, dx, dy]): Point => {
      t += dt
      x += dx
      y += dy
      return [t, x, y]
    })
  })
const shares = fc.constantFrom(0, 0.01, 0.1, 0.5, 1)

/** The points that are kept, as the server puts them together. */
function thin(share: number, track: readonly Point[]): Point[] {
  const kept: Point[] = []
  const thinning = createThinning(share, (t, x, y, dt, dx, dy) => {
    // Each step begins where the one before it ended.
    if (kept.length > 0) expect([t, x, y]).toEqual(kept.at(-1))
    else kept.push([t, x, y])
    kept.push([t + dt, x + dx, y + dy])
  })
  for (const point of track) thinning.add(...point)
  thinning.end()
  return kept
}

/** The server's rule: a point weighs the time to the next one, at most a second; the last one nothing. */
const weights = (points: readonly Point[]) =>
  points.slice(1).map(([t], index) => Math.min(t - points[index]![0], 1_000))
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe('createThinning', () => {
  it('keeps points of the track alone, its first and its last among them', () => {
    fc.assert(
      fc.property(shares, tracks, (share, track) => {
        const kept = thin(share, track)
        if (kept.length === 0) return
        const points = track.map(String)
        for (const point of kept) expect(points).toContain(String(point))
        expect(kept[0]).toEqual(track[0])
        expect(kept.at(-1)).toEqual(track.at(-1))
      }),
    )
  })

  it('lets the kept points weigh what the whole track does, to the millisecond', () => {
    fc.assert(
      fc.property(shares, tracks, (share, track) => {
        expect(sum(weights(thin(share, track)))).toBe(sum(weights(track)))
      }),
    )
  })

  it('keeps both ends of every rest', () => {
    fc.assert(
      fc.property(shares, tracks, (share, track) => {
        const kept = thin(share, track).map(String)
        track.forEach((point, index) => {
          const before = track[index - 1]
          if (!before || point[0] - before[0] < 100) return
          expect(kept).toContain(String(before))
          expect(kept).toContain(String(point))
        })
      }),
    )
  })

  it.each([0.05, 0.1, 0.5])('keeps about %d of a pointer that never rests', (share) => {
    const track = Array.from({ length: 4_000 }, (_, i): Point => [i * 10, i * 7, i * 5])
    const { length } = thin(share, track)
    expect(length / track.length).toBeGreaterThan(share * 0.95)
    expect(length / track.length).toBeLessThan(share * 1.05)
  })

  it('tells nothing of a pointer that was at one point', () => {
    expect(thin(1, [[5, 1, 1]])).toEqual([])
    expect(thin(1, [])).toEqual([])
  })

  it('begins anew after the end of a track', () => {
    const steps: number[][] = []
    const thinning = createThinning(1, (...step) => steps.push(step))
    thinning.add(0, 0, 0)
    thinning.add(20, 9, 9)
    thinning.end()
    thinning.add(500, 50, 50)
    thinning.add(520, 59, 50)
    thinning.end()
    expect(steps).toEqual([
      [0, 0, 0, 20, 9, 9],
      [500, 50, 50, 20, 9, 0],
    ])
  })
})
