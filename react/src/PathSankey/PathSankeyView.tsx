import type { PathNode, PathsReport } from '@mouse-tracking/contract'
import { type ForwardedRef, useMemo, useState } from 'react'
import { Frame } from '../frame/Frame.js'
import { closeIcon } from '../frame/icons.js'
import { ReportFooter } from '../frame/ReportFooter.js'
import type { ReportState } from '../frame/reportState.js'
import { EmptyState, StateView } from '../frame/StateView.js'
import { TableToggle } from '../frame/TableToggle.js'
import { useLook } from '../theme/LookContext.js'
import { describePaths } from './describePaths.js'
import { collapsePaths } from './layout/collapsePaths.js'
import { PathDiagram } from './PathDiagram.js'
import type { PathAnchor, PathSankeyProps } from './PathSankeyProps.js'
import { PathTable } from './PathTable.js'
import { pathSankeyCss } from './pathSankeyCss.js'

type Taken =
  | 'data'
  | 'loading'
  | 'error'
  | 'onRetry'
  | 'exclude'
  | 'from'
  | 'to'
  | 'device'
  | 'live'
  | 'limit'
  | 'start'
  | 'end'

export interface PathSankeyViewProps extends Omit<PathSankeyProps, Taken>, ReportState {
  rootRef: ForwardedRef<HTMLElement>
  report: PathsReport | undefined
  limit: number
  /** The steps of which the reader wants to see every page. */
  expanded: ReadonlySet<number>
  onExpand: ((step: number) => void) | undefined
  onCollapse: (() => void) | undefined
  anchor: PathAnchor
}

const STATE_HEIGHT = 320

export function PathSankeyView(props: PathSankeyViewProps) {
  const {
    rootRef,
    report,
    limit,
    expanded,
    onExpand,
    onCollapse,
    anchor,
    loading,
    error,
    retry,
    busy,
    liveStatus,
  } = props
  const {
    controls = true,
    anchorOnClick,
    onAnchorChange,
    onNodeClick,
    onLinkClick,
    onDropOffClick,
    className,
    style,
  } = props
  const look = useLook(props)
  const { strings, formats } = look
  const [table, setTable] = useState(false)
  const shown = useMemo(
    () => report && collapsePaths(report, (step) => (expanded.has(step) ? Number.POSITIVE_INFINITY : limit)),
    [report, limit, expanded],
  )
  const anchored = anchor.start ?? anchor.end
  const anchors = Boolean(anchorOnClick && onAnchorChange)

  function onNode(node: PathNode) {
    onNodeClick?.(node)
    if (anchors && node.page !== anchor.start) onAnchorChange?.({ start: node.page })
  }

  return (
    <Frame
      ref={rootRef}
      kind="paths"
      label={strings.paths.label}
      css={pathSankeyCss}
      look={look}
      className={className}
      style={style}
      busy={busy}
      toolbar={
        controls && (
          <div className="mtr-bar">
            <b>
              {anchor.start !== undefined
                ? strings.paths.startingAt(anchor.start)
                : anchor.end !== undefined
                  ? strings.paths.endingAt(anchor.end)
                  : strings.paths.label}
            </b>
            {anchored !== undefined && onAnchorChange && (
              <button type="button" className="mtr-button" onClick={() => onAnchorChange({})}>
                {strings.paths.clearAnchor}
                {closeIcon}
              </button>
            )}
            <div className="mtr-bar-end">
              {expanded.size > 0 && (
                <button type="button" className="mtr-button" onClick={onCollapse}>
                  {strings.paths.collapse}
                </button>
              )}
              <TableToggle strings={strings} table={table} onChange={setTable} />
            </div>
          </div>
        )
      }
      footer={
        report && (
          <ReportFooter report={report} look={look} liveStatus={liveStatus}>
            <span>{strings.paths.sessions(formats.count(report.sessions))}</span>
          </ReportFooter>
        )
      }
    >
      {!shown || error ? (
        <StateView look={look} loading={loading} error={error} retry={retry} height={STATE_HEIGHT} />
      ) : shown.nodes.length === 0 ? (
        <EmptyState look={look} height={STATE_HEIGHT} />
      ) : (
        <>
          <p className="mtr-hidden">{describePaths(shown, look)}</p>
          {table ? (
            <PathTable report={shown} look={look} />
          ) : (
            <PathDiagram
              report={shown}
              look={look}
              height={props.height}
              depth={props.depth ?? 5}
              end={anchor.end}
              onNode={onNodeClick || anchors ? onNode : undefined}
              onOther={onExpand && ((node) => onExpand(node.step))}
              onLink={onLinkClick}
              onDropOff={onDropOffClick}
              nodeHint={anchors ? strings.paths.anchorHint : undefined}
            />
          )}
        </>
      )}
    </Frame>
  )
}
