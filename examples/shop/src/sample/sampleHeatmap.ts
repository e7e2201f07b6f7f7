import type { HeatmapLayer, HeatmapReport } from '@mouse-tracking/react'
import { createRandom, normal } from './random.js'
import { type SampleRange, sampleMeta } from './sampleMeta.js'

/** Something on the page that people point at; page px. */
export interface Target {
  selector: string
  x: number
  y: number
  width: number
  height: number
  kind: 'link' | 'control' | 'text'
}

export interface SamplePage {
  page: string
  /** Page px. */
  width: number
  height: number
  /** Height of the screen, px. */
  fold: number
  views: number
  targets: readonly Target[]
}

const COLUMNS = 200
const ROW = 10

/** How often a target is clicked or passed over in a view, at most. */
const APPEAL = { click: { link: 0.12, control: 0.5, text: 0 }, move: { link: 0.5, control: 2.2, text: 3 } }
/** What is broken on purpose in the shop gets nearly all of these. */
const TROUBLE: Record<'rage' | 'dead' | 'error', string> = {
  rage: '#voucher-apply',
  dead: '#watch-film',
  error: '#size-guide',
}

/** The heatmap of made-up visits to a page whose elements are known, as the server would answer it. */
export function sampleHeatmap(page: SamplePage, layer: HeatmapLayer, range: SampleRange): HeatmapReport {
  const rows = Math.max(1, Math.ceil(page.height / ROW))
  const base = {
    ...sampleMeta(range),
    page: page.page,
    views: page.views,
    columns: COLUMNS,
    rowHeight: ROW,
    rows,
  }
  if (layer === 'scroll') {
    const bands = scrollBands(page, rows)
    const seconds = bands.map(([, , spent]) => spent)
    return {
      ...base,
      layer,
      bands,
      max: Math.max(...seconds),
      total: round(seconds.reduce((a, b) => a + b, 0)),
      averageFold: page.fold,
    }
  }
  const cells = new Map<number, number>()
  const clicks = new Map<string, { count: number; x: number; y: number }>()
  const random = createRandom(seedOf(page.page + layer))
  const spread = layer === 'move' ? 0.5 : 0.22
  for (const target of page.targets) {
    const hits = Math.round(page.views * appealOf(target, layer, page, random()))
    for (let i = 0; i < hits; i++) {
      const x = target.x + target.width * (0.5 + normal(random) * spread * 0.5)
      const y = target.y + target.height * (0.5 + normal(random) * spread * 0.5)
      if (x < 0 || y < 0 || x >= page.width || y >= page.height) continue
      const cell = Math.floor(y / ROW) * COLUMNS + Math.floor((x / page.width) * COLUMNS)
      cells.set(cell, (cells.get(cell) ?? 0) + (layer === 'move' ? 0.12 : 1))
      const sum = clicks.get(target.selector) ?? { count: 0, x: 0, y: 0 }
      clicks.set(target.selector, {
        count: sum.count + 1,
        x: sum.x + clamp((x - target.x) / target.width),
        y: sum.y + clamp((y - target.y) / target.height),
      })
    }
  }
  const points = [...cells]
    .sort(([a], [b]) => a - b)
    .map(([cell, value]): [number, number, number] => [
      cell % COLUMNS,
      Math.floor(cell / COLUMNS),
      round(value),
    ])
  const total = round(points.reduce((sum, [, , value]) => sum + value, 0))
  const max = points.reduce((most, [, , value]) => Math.max(most, value), 0)
  return {
    ...base,
    layer,
    points,
    max,
    total,
    ...(layer === 'click' && {
      elements: [...clicks]
        .sort(([, a], [, b]) => b.count - a.count)
        .map(([selector, { count, x, y }]) => ({
          selector,
          clicks: count,
          share: Math.round((count / total) * 10_000) / 10_000,
          rage: selector === TROUBLE.rage ? Math.round(count / 9) : 0,
          dead: selector === TROUBLE.dead ? Math.round(count / 2) : 0,
          offset: [round(x / count), round(y / count)] as [number, number],
        })),
    }),
  }
}

/** Hits per view: more for controls, less the further down, and each its own share of luck. */
function appealOf(target: Target, layer: HeatmapLayer, page: SamplePage, luck: number): number {
  if (layer === 'rage' || layer === 'dead' || layer === 'error')
    return target.selector === TROUBLE[layer] ? 0.2 : target.kind === 'control' ? luck ** 8 * 0.02 : 0
  if (layer === 'scroll') return 0
  const depth = Math.exp(-target.y / (1.5 * page.fold))
  return APPEAL[layer][target.kind] * depth * (0.25 + 0.75 * luck ** 2)
}

function scrollBands({ height, fold, views }: SamplePage, rows: number): [number, number, number][] {
  const firstScreen = Math.ceil(fold / ROW)
  return Array.from({ length: rows }, (_, row) => {
    const below = Math.max(0, row - firstScreen) / Math.max(1, height / ROW - firstScreen)
    const reach = Math.round(views * (1 - 0.62 * below ** 0.7))
    return [row, reach, round(reach * 9 * Math.exp(-((row / rows - 0.12) ** 2) / 0.18))]
  })
}

const clamp = (share: number) => Math.min(1, Math.max(0, share))
const round = (value: number) => Math.round(value * 1_000) / 1_000

function seedOf(text: string): number {
  let seed = 0
  for (const letter of text) seed = (Math.imul(seed, 31) + letter.codePointAt(0)!) | 0
  return seed
}
