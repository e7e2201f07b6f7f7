import type { ScrollHeatmap } from '@mouse-tracking/contract'
import { expect, test } from 'vitest'
import { reachMarks, scrollProfile, seenByAll } from './scrollProfile.js'

const report = (bands: ScrollHeatmap['bands'], views = 10): ScrollHeatmap => ({
  page: '/',
  layer: 'scroll',
  views,
  columns: 200,
  rowHeight: 10,
  rows: bands.length,
  max: 0,
  averageFold: null,
  total: 0,
  bands,
  from: '2026-11-01T00:00:00.000Z',
  to: '2026-11-02T00:00:00.000Z',
  asOf: '2026-11-02T00:00:00.000Z',
  pending: 0,
})

const page = report([
  [0, 10, 50],
  [1, 10, 80],
  [2, 7, 20],
  [3, 5, 10],
  [4, 1, 1],
])

test('counts reach and attention a view', () => {
  const profile = scrollProfile(page)
  expect([...profile.reach].map((share) => share.toFixed(1))).toEqual(['1.0', '1.0', '0.7', '0.5', '0.1'])
  expect(profile.attention[1]).toBe(8)
  expect(profile.maxAttention).toBe(8)
})

test('marks the end of the last row that so many reached', () => {
  expect(reachMarks(scrollProfile(page))).toEqual([
    { share: 0.75, depth: 20 },
    { share: 0.5, depth: 40 },
    { share: 0.25, depth: 40 },
  ])
})

test('has no mark where all get to the end, and for no views', () => {
  expect(reachMarks(scrollProfile(report([[0, 10, 1]])))).toEqual([])
  expect(reachMarks(scrollProfile(report([], 0)))).toEqual([])
})

test('tells down to where every view got', () => {
  expect(seenByAll(scrollProfile(page))).toBe(20)
  expect(seenByAll(scrollProfile(report([[0, 9, 1]])))).toBe(0)
})
