import type { FunnelReport, FunnelStepResult } from '@mouse-tracking/contract'

/** A step as it is drawn. */
export interface FunnelRow {
  /** Unique among the rows, as nivo wants. */
  id: string
  index: number
  step: FunnelStepResult
  value: number
  /** The count of the step before; the step's own for the first. */
  before: number
  /** Conversion less that of the previous period, as a share; null without one. */
  change: number | null
}

export function funnelRows(
  steps: readonly FunnelStepResult[],
  previous?: readonly FunnelStepResult[],
): FunnelRow[] {
  return steps.map((step, index) => {
    const then = previous?.[index]?.conversion
    return {
      id: String(index),
      index,
      step,
      value: step.count,
      before: steps[index - 1]?.count ?? step.count,
      change: then == null || step.conversion === null ? null : step.conversion - then,
    }
  })
}

/** The step before which most were lost, as a share of those who reached the one before; undefined when nobody was. */
export function biggestDrop(
  report: Pick<FunnelReport, 'steps'>,
): { index: number; share: number } | undefined {
  let biggest: { index: number; share: number } | undefined
  report.steps.forEach((step, index) => {
    const share = index === 0 || step.fromPrevious === null ? 0 : 1 - step.fromPrevious
    if (share > (biggest?.share ?? 0)) biggest = { index, share }
  })
  return biggest
}
