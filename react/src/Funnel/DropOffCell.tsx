import type { ResolvedLook } from '../theme/LookContext.js'
import type { FunnelRow } from './layout/funnelRows.js'

interface DropOffCellProps {
  row: FunnelRow
  look: ResolvedLook
  onDropOff: ((index: number) => void) | undefined
}

/** Those who did not come from the step before, and how long it took those who did. */
export function DropOffCell({ row, look, onDropOff }: DropOffCellProps) {
  const { strings, formats } = look
  const { step, index } = row
  if (index === 0) return <div className="mtr-cell" />
  const lost = strings.funnel.dropped(
    formats.number(step.dropped),
    formats.percent(step.fromPrevious === null ? null : 1 - step.fromPrevious),
  )
  const content = (
    <>
      <span className="mtr-cell-quiet mtr-cell-lost" title={lost}>
        {lost}
      </span>
      {step.seconds && (
        <span className="mtr-cell-quiet">
          {strings.funnel.medianTime(formats.duration(step.seconds.median))}
        </span>
      )}
    </>
  )
  if (!onDropOff) return <div className="mtr-cell">{content}</div>
  return (
    <button type="button" className="mtr-cell" onClick={() => onDropOff(index)}>
      {content}
    </button>
  )
}
