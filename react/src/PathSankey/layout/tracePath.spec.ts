import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkKey, traceLink, traceNode } from './tracePath.js'
import { reportOf, walks } from './walks.fixture.js'

function flowOf(all: readonly string[][]) {
  const report = reportOf(all, 50)
  const counts = new Map(report.nodes.map(({ id, count }) => [id, count]))
  return { report, flow: { links: report.links, count: (id: string) => counts.get(id) ?? 1 } }
}

test('next to a page, shares are exact', () => {
  const { flow } = flowOf([
    ['/a', '/b', '/c'],
    ['/a', '/d', '/c'],
    ['/x', '/b', '/e'],
  ])
  const trace = traceNode(flow, '1:/b')
  expect(trace.links.get(linkKey('0:/a', '1:/b'))).toBe(1)
  expect(trace.links.get(linkKey('1:/b', '2:/c'))).toBe(1)
  expect(trace.links.has(linkKey('0:/a', '1:/d'))).toBe(false)
  expect(trace.nodes.get('0:/a')).toBe(0.5)
  expect(trace.nodes.get('2:/c')).toBe(0.5)
  expect(trace.nodes.get('2:/e')).toBe(1)
})

test('reaches through all columns, both ways, with shares of 0 to 1', () => {
  fc.assert(
    fc.property(walks, (all) => {
      const { report, flow } = flowOf(all)
      for (const { id } of report.nodes) {
        const trace = traceNode(flow, id)
        // Everything that a walk through the page touches is traced.
        const step = Number(id.slice(0, id.indexOf(':')))
        for (const walk of all) {
          if (`${step}:${walk[step]}` !== id) continue
          for (const [at, page] of walk.entries()) expect(trace.nodes.has(`${at}:${page}`)).toBe(true)
        }
        for (const share of [...trace.nodes.values(), ...trace.links.values()]) {
          expect(share).toBeGreaterThan(0)
          expect(share).toBeLessThanOrEqual(1 + 1e-9)
        }
      }
    }),
    { numRuns: 40 },
  )
})

test('a link is traced with what leads to it and what follows', () => {
  const { flow } = flowOf([
    ['/a', '/b', '/c'],
    ['/a', '/b', '/d'],
    ['/x', '/b', '/d'],
  ])
  const trace = traceLink(flow, { source: '0:/a', target: '1:/b', value: 2 })
  expect(trace.links.get(linkKey('0:/a', '1:/b'))).toBe(1)
  expect(trace.links.get(linkKey('1:/b', '2:/d'))).toBeCloseTo(2 / 3)
  expect(trace.links.has(linkKey('0:/x', '1:/b'))).toBe(false)
})
