import { useElementSize } from '../frame/useElementSize.js'
import type { ResolvedLook } from '../theme/LookContext.js'
import { seriesColor } from '../theme/tokens.js'
import { Change } from './Change.js'
import { FunnelShape } from './FunnelShape.js'
import type { FunnelGroup } from './layout/funnelGroups.js'

interface FunnelGroupsProps {
  groups: readonly FunnelGroup[]
  look: ResolvedLook
  onStep: ((index: number, group: string) => void) | undefined
  onDropOff: ((index: number, group: string) => void) | undefined
}

const SHAPE_HEIGHT = 72

/** A breakdown as small funnels. */
export function FunnelGroups({ groups, look, onStep, onDropOff }: FunnelGroupsProps) {
  return (
    <div className="mtr-groups">
      {groups.map((group, index) => (
        <GroupCard
          key={group.value}
          group={group}
          color={seriesColor(index)}
          look={look}
          onStep={onStep && ((step) => onStep(step, group.value))}
          onDropOff={onDropOff && ((step) => onDropOff(step, group.value))}
        />
      ))}
    </div>
  )
}

interface GroupCardProps {
  group: FunnelGroup
  color: string
  look: ResolvedLook
  onStep: ((index: number) => void) | undefined
  onDropOff: ((index: number) => void) | undefined
}

function GroupCard({ group, color, look, onStep, onDropOff }: GroupCardProps) {
  const { strings, formats } = look
  const [sizeRef, room] = useElementSize<HTMLDivElement>()
  const { rows } = group
  const last = rows.at(-1)
  const name = group.value || strings.funnel.none
  const columns = { gridTemplateColumns: `repeat(${rows.length}, minmax(0, 1fr))` }
  return (
    <section className="mtr-group" aria-label={name}>
      <div className="mtr-group-head">
        <b title={name}>{name}</b>
        <span>
          {formats.percent(last?.step.conversion ?? null)}{' '}
          {last?.change != null && <Change change={last.change} look={look} />}
        </span>
      </div>
      <div ref={sizeRef} className="mtr-funnel-across" style={{ height: SHAPE_HEIGHT }}>
        {room.width > 0 && rows[0] && rows[0].value > 0 && (
          <FunnelShape
            rows={rows}
            width={room.width}
            height={SHAPE_HEIGHT}
            direction="horizontal"
            color={color}
            label={name}
            onStep={onStep}
            onDropOff={onDropOff}
            onHover={undefined}
          />
        )}
      </div>
      <div className="mtr-group-steps" style={columns}>
        {rows.map(({ id, step }) => (
          <span key={id} title={`${step.name}: ${formats.number(step.count)}`}>
            {formats.percent(step.conversion)}
          </span>
        ))}
      </div>
    </section>
  )
}
