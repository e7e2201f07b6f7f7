import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleFunnel } from './sampleFunnel.js'
import { sampleHeatmap, type Target } from './sampleHeatmap.js'
import { lastMonth } from './sampleMeta.js'
import { samplePaths } from './samplePaths.js'
import { sampleSessions } from './sampleSessions.js'

const RANGE = lastMonth(Date.UTC(2026, 10, 1))
const PAGES = ['/shop', '/shop/products', '/shop/product/:id', '/shop/pricing', '/shop/cart', '/shop/thanks']
const page = fc.option(fc.constantFrom(...PAGES), { nil: undefined })

describe('sample paths', () => {
  it('conserve the flow at every node', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.nat(),
          start: page,
          end: page,
          depth: fc.integer({ min: 1, max: 8 }),
          limit: fc.integer({ min: 1, max: 6 }),
        }),
        ({ seed, ...options }) => {
          const { nodes, links, sessions } = samplePaths(sampleSessions(60, seed), options, RANGE)
          const flow = (end: 'source' | 'target', id: string) =>
            links.reduce((sum, link) => sum + (link[end] === id ? link.value : 0), 0)
          for (const { id, count, starts, exits } of nodes) {
            expect(starts + flow('target', id)).toBe(count)
            expect(exits + flow('source', id)).toBe(count)
          }
          expect(nodes.reduce((sum, { starts }) => sum + starts, 0)).toBe(sessions)
        },
      ),
    )
  })
})

describe('a sample funnel', () => {
  it('loses people from step to step, and nobody else', () => {
    const steps = ['/shop', '/shop/product/:id', '/shop/cart', '/shop/thanks'].map((path) => ({
      name: path,
      page: path,
    }))
    const report = sampleFunnel(sampleSessions(2_000), steps, RANGE)
    const counts = report.steps.map(({ count }) => count)
    expect(counts).toEqual(counts.toSorted((a, b) => b - a))
    expect(counts.at(-1)).toBeGreaterThan(0)
    expect(report.steps.slice(1).map(({ dropped }, i) => counts[i]! - dropped)).toEqual(counts.slice(1))
  })
})

describe('a sample heatmap', () => {
  const targets: Target[] = [
    { selector: '#buy', x: 100, y: 240, width: 120, height: 40, kind: 'control' },
    { selector: 'h1', x: 40, y: 60, width: 600, height: 80, kind: 'text' },
    { selector: '#nav', x: 700, y: 10, width: 60, height: 30, kind: 'link' },
  ]
  const shown = { page: '/shop', width: 800, height: 1_995, fold: 600, views: 500, targets }

  it.each(['move', 'click', 'rage', 'dead', 'error'] as const)('keeps the rules of the %s layer', (layer) => {
    const report = sampleHeatmap(shown, layer, RANGE)
    expect(sampleHeatmap(shown, layer, RANGE)).toEqual(report)
    if (report.layer === 'scroll') throw new Error('asked for points')
    expect(report.rows).toBe(200)
    for (const [column, row, value] of report.points) {
      expect(column >= 0 && column < 200 && row >= 0 && row < 200 && value > 0).toBe(true)
    }
    expect(report.points.reduce((sum, [, , value]) => sum + value, 0)).toBeCloseTo(report.total, 3)
  })

  it('reaches less the further down, from everybody on the first screen', () => {
    const report = sampleHeatmap(shown, 'scroll', RANGE)
    if (report.layer !== 'scroll') throw new Error('asked for bands')
    const reach = report.bands.map(([, views]) => views)
    expect(reach).toEqual(reach.toSorted((a, b) => b - a))
    expect(reach.slice(0, 60)).toEqual(Array(60).fill(500))
  })
})
