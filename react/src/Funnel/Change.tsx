import type { ResolvedLook } from '../theme/LookContext.js'

/** A change of conversion on the previous period, in percentage points. */
export function Change({ change, look }: { change: number; look: ResolvedLook }) {
  const { strings, formats } = look
  const points = formats.points(change)
  const better = Math.abs(change) < 0.0005 ? undefined : change > 0
  return (
    <span className="mtr-change" data-better={better} title={strings.funnel.change(points)}>
      <span aria-hidden>{better === undefined ? '' : better ? '▲ ' : '▼ '}</span>
      <span className="mtr-hidden">{strings.funnel.change(points)}</span>
      <span aria-hidden>{points}</span>
    </span>
  )
}
