import type { ResolvedLook } from '../theme/LookContext.js'

/** A change of conversion on the previous period, in percentage points. */
export function Change({ change, look }: { change: number; look: ResolvedLook }) {
  const { strings, formats } = look
  const told = strings.funnel.change(formats.points(change))
  const better = Math.abs(change) < 0.0005 ? undefined : change > 0
  return (
    <span className="mtr-change" data-better={better} title={told}>
      <span aria-hidden>{better === undefined ? '' : better ? '▲ ' : '▼ '}</span>
      <span className="mtr-hidden">{told}</span>
      <span aria-hidden>{strings.funnel.points(formats.number(Math.abs(change) * 100))}</span>
    </span>
  )
}
