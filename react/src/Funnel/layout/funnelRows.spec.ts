import type { FunnelStepResult } from '@mouse-tracking/contract'
import { expect, test } from 'vitest'
import { biggestDrop, funnelRows } from './funnelRows.js'

const steps = (counts: number[]): FunnelStepResult[] =>
  counts.map((count, index) => ({
    name: `step ${index}`,
    count,
    conversion: counts[0] ? count / counts[0] : null,
    fromPrevious: index === 0 ? (count ? 1 : null) : counts[index - 1] ? count / counts[index - 1]! : null,
    dropped: index === 0 ? 0 : counts[index - 1]! - count,
    seconds: null,
  }))

test('tells the change on the previous period, step by step', () => {
  const rows = funnelRows(steps([100, 50, 10]), steps([200, 80, 20]))
  expect(rows.map(({ change }) => change?.toFixed(2))).toEqual(['0.00', '0.10', '0.00'])
})

test('knows no change without a previous period, or where it was empty', () => {
  expect(funnelRows(steps([100, 50])).map(({ change }) => change)).toEqual([null, null])
  expect(funnelRows(steps([100, 50]), steps([0, 0])).map(({ change }) => change)).toEqual([null, null])
})

test('steps of the same name stay apart', () => {
  const rows = funnelRows(steps([3, 2, 1]).map((step) => ({ ...step, name: '/' })))
  expect(new Set(rows.map(({ id }) => id)).size).toBe(3)
})

test('finds where the largest share is lost', () => {
  expect(biggestDrop({ steps: steps([100, 50, 40, 4]) })).toEqual({ index: 3, share: 0.9 })
  expect(biggestDrop({ steps: steps([100, 100]) })).toBeUndefined()
  expect(biggestDrop({ steps: steps([0, 0]) })).toBeUndefined()
})
