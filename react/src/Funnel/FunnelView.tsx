import type { FunnelReport } from '@mouse-tracking/contract'
import { type ForwardedRef, useMemo, useState } from 'react'
import { Frame } from '../frame/Frame.js'
import { ReportFooter } from '../frame/ReportFooter.js'
import type { ReportState } from '../frame/reportState.js'
import { Segments } from '../frame/Segments.js'
import { EmptyState, StateView } from '../frame/StateView.js'
import { TableToggle } from '../frame/TableToggle.js'
import { useFollowed } from '../frame/useFollowed.js'
import { useLook } from '../theme/LookContext.js'
import { describeFunnel } from './describeFunnel.js'
import { FunnelBars } from './FunnelBars.js'
import { FunnelChart } from './FunnelChart.js'
import { FunnelGroups } from './FunnelGroups.js'
import type { FunnelProps } from './FunnelProps.js'
import { FunnelTable } from './FunnelTable.js'
import { funnelCss } from './funnelCss.js'
import { funnelGroups } from './layout/funnelGroups.js'
import { funnelRows } from './layout/funnelRows.js'

type Shown =
  | 'direction'
  | 'breakdownView'
  | 'onStepClick'
  | 'onDropOffClick'
  | 'height'
  | 'controls'
  | 'className'
  | 'style'
type LookProps = 'theme' | 'strings' | 'locale' | 'states' | 'nonce'

export interface FunnelViewProps extends Pick<FunnelProps, Shown | LookProps>, ReportState {
  rootRef: ForwardedRef<HTMLElement>
  report: FunnelReport | undefined
  previous: FunnelReport | undefined
}

const STATE_HEIGHT = 280
/** More groups than there are colours stay in the table. */
const MAX_GROUPS = 6

export function FunnelView(props: FunnelViewProps) {
  const { rootRef, report, previous, loading, error, retry, busy, liveStatus, className, style } = props
  const { controls = true, direction = 'auto', height = 200, onStepClick, onDropOffClick } = props
  const look = useLook(props)
  const { strings, formats } = look
  const [table, setTable] = useState(false)
  const [groupsAs, setGroupsAs] = useFollowed(props.breakdownView ?? 'multiples')
  const rows = useMemo(() => (report ? funnelRows(report.steps, previous?.steps) : []), [report, previous])
  const all = useMemo(() => (report ? funnelGroups(report, previous) : []), [report, previous])
  const groups = all.slice(0, MAX_GROUPS)

  const select = (click: typeof onStepClick) =>
    click &&
    ((index: number, group?: string) => {
      const steps =
        group === undefined ? report?.steps : report?.breakdown?.find(({ value }) => value === group)?.steps
      const step = steps?.[index]
      if (step) click({ index, step, ...(group !== undefined && { group }) })
    })
  const onStep = select(onStepClick)
  const onDropOff = select(onDropOffClick)

  return (
    <Frame
      ref={rootRef}
      kind="funnel"
      label={strings.funnel.label}
      css={funnelCss}
      look={look}
      className={className}
      style={style}
      busy={busy}
      toolbar={
        controls && (
          <div className="mtr-bar">
            <b>{strings.funnel.label}</b>
            <div className="mtr-bar-end">
              {all.length > 0 && !table && (
                <Segments
                  label={strings.funnel.groups}
                  value={groupsAs}
                  options={[
                    { value: 'multiples', label: strings.funnel.multiples },
                    { value: 'bars', label: strings.funnel.bars },
                  ]}
                  onChange={setGroupsAs}
                />
              )}
              <TableToggle strings={strings} table={table} onChange={setTable} />
            </div>
          </div>
        )
      }
      footer={
        report && (
          <ReportFooter report={report} look={look} liveStatus={liveStatus}>
            <span>{strings.funnel.converted(formats.count(report.converted))}</span>
          </ReportFooter>
        )
      }
    >
      {!report || error ? (
        <StateView look={look} loading={loading} error={error} retry={retry} height={STATE_HEIGHT} />
      ) : report.actors === 0 ? (
        <EmptyState look={look} height={STATE_HEIGHT} />
      ) : (
        <>
          <p className="mtr-hidden">{describeFunnel(report, look)}</p>
          {table ? (
            <FunnelTable report={report} previous={previous} look={look} />
          ) : all.length > 0 && groupsAs === 'bars' ? (
            <FunnelBars rows={rows} groups={groups} look={look} onStep={onStep} />
          ) : (
            <>
              <FunnelChart
                rows={rows}
                look={look}
                label={strings.funnel.label}
                direction={direction}
                height={height}
                onStep={onStep}
                onDropOff={onDropOff}
              />
              {groups.length > 0 && (
                <FunnelGroups groups={groups} look={look} onStep={onStep} onDropOff={onDropOff} />
              )}
            </>
          )}
          {!table && all.length > groups.length && (
            <p className="mtr-more">{strings.funnel.moreGroups(formats.count(all.length - groups.length))}</p>
          )}
        </>
      )}
    </Frame>
  )
}
