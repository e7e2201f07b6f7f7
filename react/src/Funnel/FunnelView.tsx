import type { FunnelReport } from '@mouse-tracking/contract'
import { type ForwardedRef, useMemo, useState } from 'react'
import type { LiveStatus } from '../data/liveConnection.js'
import { Frame } from '../frame/Frame.js'
import { ReportFooter } from '../frame/ReportFooter.js'
import { EmptyState, StateView } from '../frame/StateView.js'
import { TableToggle } from '../frame/TableToggle.js'
import { useLook } from '../theme/LookContext.js'
import { describeFunnel } from './describeFunnel.js'
import { FunnelChart } from './FunnelChart.js'
import type { FunnelProps } from './FunnelProps.js'
import { FunnelTable } from './FunnelTable.js'
import { funnelCss } from './funnelCss.js'
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

export interface FunnelViewProps extends Pick<FunnelProps, Shown | LookProps> {
  rootRef: ForwardedRef<HTMLElement>
  report: FunnelReport | undefined
  previous: FunnelReport | undefined
  loading: boolean
  error: Error | null | undefined
  retry: (() => void) | undefined
  busy: boolean
  liveStatus: LiveStatus
}

const STATE_HEIGHT = 280

export function FunnelView(props: FunnelViewProps) {
  const { rootRef, report, previous, loading, error, retry, busy, liveStatus, className, style } = props
  const { controls = true, direction = 'auto', height = 200, onStepClick, onDropOffClick } = props
  const look = useLook(props)
  const { strings, formats } = look
  const [table, setTable] = useState(false)
  const rows = useMemo(() => (report ? funnelRows(report.steps, previous?.steps) : []), [report, previous])

  const select = (click: typeof onStepClick) =>
    click &&
    ((index: number) => {
      const step = report?.steps[index]
      if (step) click({ index, step })
    })

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
          ) : (
            <FunnelChart
              rows={rows}
              look={look}
              label={strings.funnel.label}
              direction={direction}
              height={height}
              onStep={select(onStepClick)}
              onDropOff={select(onDropOffClick)}
            />
          )}
        </>
      )}
    </Frame>
  )
}
