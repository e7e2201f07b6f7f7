import type { ResolvedLook } from '../theme/LookContext.js'
import type { FunnelRow } from './layout/funnelRows.js'

export function FunnelTooltip({
  row,
  look,
  dropOff,
}: {
  row: FunnelRow
  look: ResolvedLook
  dropOff: boolean
}) {
  const { strings, formats } = look
  const { step, index } = row
  const lost = strings.funnel.dropped(
    formats.number(step.dropped),
    formats.percent(step.fromPrevious === null ? null : 1 - step.fromPrevious),
  )
  return (
    <>
      <b>{strings.funnel.step(formats.number(index + 1), step.name)}</b>
      {dropOff ? (
        <span>{lost}</span>
      ) : (
        <>
          <span>
            {formats.number(step.count)} · {strings.funnel.overall(formats.percent(step.conversion))}
          </span>
          {index > 0 && <span>{lost}</span>}
          {step.seconds && (
            <span>
              {strings.funnel.median} {formats.duration(step.seconds.median)} · {strings.funnel.mean}{' '}
              {formats.duration(step.seconds.mean)} · {strings.funnel.p90}{' '}
              {formats.duration(step.seconds.p90)}
            </span>
          )}
        </>
      )}
    </>
  )
}
