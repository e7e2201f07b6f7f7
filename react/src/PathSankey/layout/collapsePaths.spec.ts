import type { PathsReport } from '@mouse-tracking/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { collapsePaths, OTHER } from './collapsePaths.js'
import { reportOf, walks } from './walks.fixture.js'

const sorted = ({ nodes, links }: PathsReport) => ({
  nodes: [...nodes].sort((a, b) => (a.id < b.id ? -1 : 1)),
  links: [...links].sort((a, b) => (a.source + a.target < b.source + b.target ? -1 : 1)),
})

test('more pages collapse into the report with fewer', () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 1, max: 8 }), (all, limit) => {
      expect(sorted(collapsePaths(reportOf(all, 50), () => limit))).toEqual(sorted(reportOf(all, limit)))
    }),
  )
})

test('flow is conserved, however steps are collapsed', () => {
  fc.assert(
    fc.property(
      walks,
      fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 6, maxLength: 6 }),
      (all, limits) => {
        const report = collapsePaths(reportOf(all, 6), (step) => limits[step] ?? 1)
        for (const { id, count, starts, exits } of report.nodes) {
          const into = report.links
            .filter(({ target }) => target === id)
            .reduce((sum, { value }) => sum + value, 0)
          const out = report.links
            .filter(({ source }) => source === id)
            .reduce((sum, { value }) => sum + value, 0)
          expect(starts + into).toBe(count)
          expect(exits + out).toBe(count)
        }
      },
    ),
  )
})

test('an expanded step shows what it has, others stay collapsed', () => {
  const all = [
    ['/a', '/x'],
    ['/a', '/y'],
    ['/b', '/x'],
    ['/c', '/z'],
  ]
  const report = collapsePaths(reportOf(all, 50), (step) => (step === 1 ? Number.POSITIVE_INFINITY : 1))
  expect(report.nodes.filter(({ step }) => step === 0).map(({ page }) => page)).toEqual(['/a', OTHER])
  expect(report.nodes.filter(({ step }) => step === 1)).toHaveLength(3)
})

test('leaves the report that it was given alone', () => {
  const report = reportOf(
    [
      ['/a', '/b'],
      ['/c', '/d'],
      ['/e', '/f'],
    ],
    50,
  )
  const before = structuredClone(report)
  collapsePaths(report, () => 1)
  expect(report).toEqual(before)
})
