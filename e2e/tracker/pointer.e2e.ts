import type { MoveEvent } from '@mouse-tracking/contract'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsOf, type HeldView } from './heldViews.js'
import { Stage } from './Stage.js'

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
})
afterAll(() => stage?.close())

/** Places where the pointer rests, and for how long (ms). */
const RESTS = [
  [200, 150, 400],
  [700, 300, 700],
  [420, 610, 250],
] as const

async function wander(page: Page) {
  for (const [x, y, ms] of RESTS) {
    await page.mouse.move(x, y, { steps: 15 })
    // The time is what is measured.
    await page.waitForTimeout(ms)
  }
  await page.mouse.move(90, 90, { steps: 15 })
}

/** Seconds per place by the server's rule: a point weighs the time to the next, at most 1 s. */
function dwellOf(track: readonly (readonly number[])[]): Map<string, number> {
  const dwell = new Map<string, number>()
  for (const [i, [t = 0, x = 0, y = 0]] of track.entries()) {
    const next = track[i + 1]
    if (!next) continue
    const key = `${Math.floor(x / 5)},${Math.floor(y / 10)}`
    dwell.set(key, (dwell.get(key) ?? 0) + Math.min(next[0]! - t, 1_000))
  }
  return dwell
}
const total = (dwell: Map<string, number>) => [...dwell.values()].reduce((sum, ms) => sum + ms, 0)

const pointsOf = ({ points }: MoveEvent) => {
  const track: [number, number, number][] = []
  for (let i = 0; i < points.length; i += 3) {
    const [t, x, y] = track.at(-1) ?? [0, 0, 0]
    track.push([t + points[i]!, x + points[i + 1]!, y + points[i + 2]!])
  }
  return track
}

/** Tracks of fingers: a run that begins where the one before it has ended goes on with its track. */
function tracksOf(views: readonly HeldView[]) {
  const tracks: ReturnType<typeof pointsOf>[] = []
  for (const run of eventsOf(views, 'move').map(pointsOf)) {
    if (`${run[0]}` === `${tracks.at(-1)?.at(-1)}`) tracks.at(-1)!.push(...run.slice(1))
    else tracks.push(run)
  }
  return tracks
}

describe.concurrent('the pointer', () => {
  it.for([1, 0.1])('is where it was, for as long as it was there, at a sample rate of %f', async (rate) => {
    const body = '<main style="height:2000px"></main>'
    const visit = await stage.visit(stage.put(`/moves-${rate}`, { body, options: { sampleRate: rate } }))
    await visit.page.mouse.move(10, 10)
    await wander(visit.page)
    await visit.page.mouse.wheel(0, 500)
    await visit.page.waitForFunction(() => scrollY === 500)
    await wander(visit.page)
    const { moves } = await visit.page.evaluate(() => window.input)
    await visit.flush()

    const runs = eventsOf(await visit.holds((views) => expect(views).toHaveLength(1)), 'move').map(pointsOf)
    expect(runs.length).toBeGreaterThan(1)
    for (const [i, run] of runs.entries()) if (i) expect(run[0]).toEqual(runs[i - 1]!.at(-1))
    // As one track, without the points that runs share.
    const track = runs.flatMap((run, i) => (i ? run.slice(1) : run))

    // Each kept point was one of the pointer's, in the same order, at the same times but for the view's beginning.
    const origin = moves[0]![0] - track[0]![0]
    let at = 0
    for (const [t, x, y] of track) {
      while (
        at < moves.length &&
        !(
          Math.abs(moves[at]![0] - origin - t) <= 1 &&
          Math.abs(moves[at]![1] - x) <= 1 &&
          Math.abs(moves[at]![2] - y) <= 1
        )
      )
        at++
      expect(at, `no pointer was at ${x}, ${y} after ${t} ms`).toBeLessThan(moves.length)
    }
    expect(track.length).toBeLessThanOrEqual(moves.length)
    if (rate < 1) expect(track.length).toBeLessThan(moves.length / 2)

    const made = dwellOf(moves)
    const held = runs.map(dwellOf)
    expect(Math.abs(held.reduce((sum, run) => sum + total(run), 0) / total(made) - 1)).toBeLessThan(0.05)
    for (const [place, ms] of made) {
      if (ms < 200) continue
      const seen = held.reduce((sum, run) => sum + (run.get(place) ?? 0), 0)
      expect(Math.abs(seen / ms - 1), `dwell at ${place}`).toBeLessThan(0.05)
    }
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  it('of touch and pen is told by its kind, each finger a track of its own', async () => {
    const body = '<main style="height:690px;touch-action:none"></main>'
    const url = stage.put('/touch', { body })
    const visit = await stage.visit(url, { context: { hasTouch: true } })
    const cdp = await visit.context.newCDPSession(visit.page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...at: [number, number][]) =>
      cdp.send('Input.dispatchTouchEvent', { type, touchPoints: at.map(([x, y], id) => ({ x, y, id })) })
    for (const from of [100, 400]) {
      await touch('touchStart', [from, 100])
      for (let i = 1; i <= 5; i++) await touch('touchMove', [from + 10 * i, 100 + 20 * i], [from + 300, 300])
      await touch('touchEnd')
    }
    await visit.flush()
    const [view] = await visit.holds((views) => expect(tracksOf(views).length).toBe(2))
    expect(view!.pointer).toBe('touch')
    const tracks = tracksOf([view!])
    expect(tracks.map((track) => track[0]!.slice(1))).toEqual([
      [100, 100],
      [400, 100],
    ])
    expect(tracks.map((track) => track.at(-1)!.slice(1))).toEqual([
      [150, 200],
      [450, 200],
    ])

    await visit.open(url)
    for (let i = 0; i < 5; i++)
      await cdp.send('Input.dispatchMouseEvent', {
        type: 'mouseMoved',
        x: 50 + 20 * i,
        y: 60,
        pointerType: 'pen',
      })
    // The browser tells of the last of them with its next frame.
    await visit.page.waitForFunction(() => window.input.moves.at(-1)?.[1] === 130)
    // A pointer's last point is told when it rests no more: at the latest when the page goes.
    await visit.page.goto('about:blank')
    const views = await visit.holds((held) => {
      const last = eventsOf(held.slice(1), 'move').at(-1)
      expect(last && pointsOf(last).at(-1)?.slice(1)).toEqual([130, 60])
    })
    expect(views[1]!.pointer).toBe('pen')
    expect(visit.complaints).toEqual([])
    await visit.close()
  })
})
