import type { FunnelReport, FunnelStepResult } from '@mouse-tracking/contract'
import { expect, test } from 'vitest'
import { funnelGroups } from './funnelGroups.js'

const steps = (counts: number[]): FunnelStepResult[] =>
  counts.map((count) => ({
    name: 'a',
    count,
    conversion: count / counts[0]!,
    fromPrevious: null,
    dropped: 0,
    seconds: null,
  }))

const report = (breakdown: Record<string, number[]> | undefined): FunnelReport => ({
  steps: [],
  actors: 0,
  converted: 0,
  ...(breakdown && {
    breakdown: Object.entries(breakdown).map(([value, counts]) => ({ value, steps: steps(counts) })),
  }),
  from: '',
  to: '',
  asOf: '',
  pending: 0,
})

test('largest first, compared with the same group', () => {
  const groups = funnelGroups(report({ tablet: [10, 5], desktop: [90, 9] }), report({ desktop: [50, 10] }))
  expect(groups.map(({ value }) => value)).toEqual(['desktop', 'tablet'])
  expect(groups[0]?.rows[1]?.change).toBeCloseTo(-0.1)
  expect(groups[1]?.rows[1]?.change).toBeNull()
})

test('there are none without a breakdown', () => {
  expect(funnelGroups(report(undefined), undefined)).toEqual([])
})
