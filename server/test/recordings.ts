import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Batch, TrackedEvent, View } from '@mouse-tracking/contract'

/** Recordings of real mice; they are not part of the project, so tests on them run where they are found. */
const FOLDER = fileURLToPath(new URL('../../../shared/data/adserp', import.meta.url))
export const hasRecordings = existsSync(FOLDER)

const BATCH_MS = 2_000

interface Sample {
  at: number
  x: number
  y: number
  kind: string
}

export interface Recording {
  name: string
  window: [number, number]
  document: [number, number]
  samples: Sample[]
}

export function recordings(): Recording[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.csv'))
    .map((file) => {
      const name = file.slice(0, -4)
      const xml = readFileSync(`${FOLDER}/${name}.xml`, 'utf8')
      const [, ...rows] = readFileSync(`${FOLDER}/${file}`, 'utf8').trim().split('\n')
      const samples = rows.map((row): Sample => {
        const [at, x, y, kind] = row.split(',')
        return { at: Number(at), x: Math.round(Number(x)), y: Math.round(Number(y)), kind: kind! }
      })
      return { name, window: sizeIn(xml, 'window'), document: sizeIn(xml, 'document'), samples }
    })
}

function sizeIn(xml: string, tag: string): [number, number] {
  const [, width, height] = new RegExp(`<${tag}>(\\d+)x(\\d+)</${tag}>`).exec(xml)!
  return [Number(width), Number(height)]
}

/** A recording as a tracker would have sent it: a batch each two seconds, scroll rests as they ended. */
export function batchesOf({ name, window, document, samples }: Recording): Batch[] {
  const startedAt = samples[0]!.at
  const page = `/serp/${name}`
  const events: { t: number; event: TrackedEvent }[] = []
  let run: number[] = []
  let last: { t: number; x: number; y: number } | null = null
  let rest = { t: 0, top: 0 }
  let slot = 0
  const endRun = () => {
    if (run.length > 0) events.push({ t: slot * BATCH_MS, event: { type: 'move', points: run } })
    run = []
  }
  for (const { at, x, y, kind } of samples) {
    const t = at - startedAt
    if (kind === 'mousemove') {
      if (Math.floor(t / BATCH_MS) !== slot) {
        // A run that goes on in the next batch ends with the point that the next one begins with.
        endRun()
        slot = Math.floor(t / BATCH_MS)
        if (last) run = [last.t, last.x, last.y]
      }
      run = run.length === 0 ? [t, x, y] : [...run, t - last!.t, x - last!.x, y - last!.y]
      last = { t, x, y }
    } else if (kind === 'click') events.push({ t, event: { type: 'click', t, x, y, selector: '#serp a' } })
    else if (kind === 'scroll') {
      events.push({ t, event: { type: 'scroll', t: rest.t, top: rest.top, ms: t - rest.t } })
      rest = { t, top: y }
    }
  }
  endRun()
  const slots = new Map<number, TrackedEvent[]>()
  for (const { t, event } of events) {
    const key = Math.floor(t / BATCH_MS)
    slots.set(key, [...(slots.get(key) ?? []), event])
  }
  const view: Omit<View, 'events'> = {
    id: `view-${name}`,
    url: `https://serp.example${page}?q=1`,
    startedAt,
    viewport: window,
    page: document,
    pointer: 'mouse',
  }
  return Array.from(slots, ([key, events]) => ({
    v: 1 as const,
    id: `${name}-${key}`,
    site: 'demo',
    visitor: `visitor-${name}`,
    session: `session-${name}`,
    views: [{ ...view, events }],
  }))
}

/** The heatmap of a recording, counted straight from its samples. */
export function bruteForce({ window, samples, document }: Recording) {
  const dwell = new Map<string, number>()
  const clicks = new Map<string, number>()
  const cell = (x: number, y: number) => {
    const col = Math.min(199, Math.max(0, Math.floor((x / window[0]) * 200)))
    return `${col},${Math.min(9_999, Math.max(0, Math.floor(y / 10)))}`
  }
  const moves = samples.filter(({ kind }) => kind === 'mousemove')
  for (const [i, { at, x, y }] of moves.entries()) {
    const next = moves[i + 1]
    if (!next) continue
    const key = cell(x, y)
    dwell.set(key, (dwell.get(key) ?? 0) + Math.min(1_000, next.at - at))
  }
  for (const { kind, x, y } of samples)
    if (kind === 'click') clicks.set(cell(x, y), (clicks.get(cell(x, y)) ?? 0) + 1)

  const rows = Math.ceil(document[1] / 10)
  const onScreen = new Array<number>(rows).fill(0)
  let furthest = Math.floor((window[1] - 1) / 10)
  let top = 0
  let since = samples[0]!.at
  const clip = (row: number) => Math.min(rows - 1, Math.max(0, row))
  for (const { kind, at, y } of samples) {
    if (kind !== 'scroll') continue
    const last = Math.floor((top + window[1] - 1) / 10)
    furthest = Math.max(furthest, last)
    for (let row = clip(Math.floor(top / 10)); row <= clip(last); row++) onScreen[row]! += at - since
    top = y
    since = at
  }
  const bands = onScreen.map((ms, row) => [row, row <= clip(furthest) ? 1 : 0, ms / 1_000])
  return { move: pointsOf(dwell, 1_000), click: pointsOf(clicks, 1), bands, rows }
}

function pointsOf(cells: Map<string, number>, unit: number) {
  return [...cells]
    .filter(([, value]) => value > 0)
    .map(([key, value]) => [...key.split(',').map(Number), value / unit])
    .sort((a, b) => a[1]! - b[1]! || a[0]! - b[0]!)
}
