import type { ReportMeta, ReportRange } from '@mouse-tracking/contract'
import type { ReactNode } from 'react'
import type { LiveStatus } from '../data/liveConnection.js'
import type { ResolvedLook } from '../theme/LookContext.js'

interface ReportFooterProps {
  report: ReportMeta & ReportRange
  look: ResolvedLook
  liveStatus: LiveStatus
  children?: ReactNode
}

/** What a report covers, whether it is live, and whether all is counted. */
export function ReportFooter({ report, look, liveStatus, children }: ReportFooterProps) {
  const { strings, formats } = look
  return (
    <div className="mtr-foot">
      {children}
      <span>{formats.range(report.from, report.to)}</span>
      {report.pending > 0 && <span>{strings.common.pending(formats.count(report.pending))}</span>}
      {liveStatus !== 'off' && (
        <span className="mtr-live" data-status={liveStatus}>
          {liveStatus === 'live' ? strings.common.live : strings.common.reconnecting}
        </span>
      )}
    </div>
  )
}
