import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OTHER } from './collapsePaths.js'
import { pathGraph } from './pathGraph.js'
import { reportOf, walks } from './walks.fixture.js'

test('every node stands in a column, most visited on top, the others last', () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 1, max: 4 }), (all, limit) => {
      const report = reportOf(all, limit)
      const graph = pathGraph(report)
      expect(graph.nodes).toHaveLength(report.nodes.length)
      graph.columns.forEach(({ nodes, sessions }, column) => {
        expect(sessions).toBe(nodes.reduce((sum, { count }) => sum + count, 0))
        nodes.forEach((node, order) => {
          expect(node).toMatchObject({ column, order, fixedValue: node.count })
          const next = nodes[order + 1]
          if (next && next.page !== OTHER) expect(node.count).toBeGreaterThanOrEqual(next.count)
          if (next) expect(node.page).not.toBe(OTHER)
        })
      })
    }),
  )
})

test('walks that are all shorter than asked start in the first column', () => {
  const report = reportOf([['/a', '/b']], 10)
  const late = {
    ...report,
    nodes: report.nodes.map((node) => ({
      ...node,
      step: node.step + 3,
      id: `${node.step + 3}:${node.page}`,
    })),
    links: [{ source: '3:/a', target: '4:/b', value: 1 }],
  }
  expect(pathGraph(late).columns.map(({ step, nodes }) => [step, nodes[0]?.column])).toEqual([
    [3, 0],
    [4, 1],
  ])
})

test('leaves the report alone', () => {
  const report = reportOf([['/a', '/b'], ['/c']], 10)
  const before = structuredClone(report)
  pathGraph(report)
  expect(report).toEqual(before)
})
