import type { ReactNode } from 'react'
import type { ResolvedLook } from '../theme/LookContext.js'
import { seriesColor, token } from '../theme/tokens.js'
import type { FunnelGroup } from './layout/funnelGroups.js'
import type { FunnelRow } from './layout/funnelRows.js'

interface FunnelBarsProps {
  /** All together. */
  rows: readonly FunnelRow[]
  groups: readonly FunnelGroup[]
  look: ResolvedLook
  onStep: ((index: number, group?: string) => void) | undefined
}

/** A breakdown as bars: for each step, how many of the first step's each group has. */
export function FunnelBars({ rows, groups, look, onStep }: FunnelBarsProps) {
  const { strings, formats } = look
  const lines = [
    { name: strings.funnel.total, value: undefined, rows, color: token('muted') },
    ...groups.map((group, index) => ({
      name: group.value || strings.funnel.none,
      value: group.value,
      rows: group.rows,
      color: seriesColor(index),
    })),
  ]
  return (
    <div className="mtr-bars">
      {rows.map(({ id, index, step }) => (
        <section key={id} aria-label={strings.funnel.step(formats.number(index + 1), step.name)}>
          <div className="mtr-cell-name">
            <i>{formats.number(index + 1)}</i>
            <bdi>{step.name}</bdi>
          </div>
          {lines.map((line) => {
            const one = line.rows[index]?.step
            if (!one) return null
            return (
              <Line key={line.name} onClick={onStep && (() => onStep(index, line.value))}>
                <span title={line.name}>{line.name}</span>
                <span className="mtr-bar-track">
                  <i style={{ width: `${100 * (one.conversion ?? 0)}%`, background: line.color }} />
                </span>
                <span>{formats.percent(one.conversion)}</span>
                <span className="mtr-cell-quiet">{formats.compact(one.count)}</span>
              </Line>
            )
          })}
        </section>
      ))}
    </div>
  )
}

function Line({ onClick, children }: { onClick: (() => void) | undefined; children: ReactNode }) {
  if (!onClick) return <div className="mtr-bar-line">{children}</div>
  return (
    <button type="button" className="mtr-bar-line" onClick={onClick}>
      {children}
    </button>
  )
}
