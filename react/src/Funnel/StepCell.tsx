import type { ResolvedLook } from '../theme/LookContext.js'
import { Change } from './Change.js'
import type { FunnelRow } from './layout/funnelRows.js'

interface StepCellProps {
  row: FunnelRow
  look: ResolvedLook
  onStep: ((index: number) => void) | undefined
}

/** A step in words: its name, how many got there, and how many of the first step's that is. */
export function StepCell({ row, look, onStep }: StepCellProps) {
  const { formats } = look
  const { step, index, change } = row
  const content = (
    <>
      <span className="mtr-cell-name" title={step.name}>
        <i>{formats.number(index + 1)}</i> <bdi>{step.name}</bdi>
      </span>{' '}
      <span className="mtr-cell-figures">
        <span className="mtr-cell-share">{formats.percent(step.conversion)}</span>{' '}
        <span className="mtr-cell-quiet">{formats.number(step.count)}</span>{' '}
        {index > 0 && change !== null && <Change change={change} look={look} />}
      </span>
    </>
  )
  if (!onStep) return <div className="mtr-cell">{content}</div>
  return (
    <button type="button" className="mtr-cell" onClick={() => onStep(index)}>
      {content}
    </button>
  )
}
