import type { HeatmapLayer, HeatmapReport } from '@mouse-tracking/contract'
import { type ForwardedRef, useCallback, useRef, useState } from 'react'
import { Frame } from '../frame/Frame.js'
import { ReportFooter } from '../frame/ReportFooter.js'
import type { ReportState } from '../frame/reportState.js'
import { EmptyState, StateView } from '../frame/StateView.js'
import { useFollowed } from '../frame/useFollowed.js'
import { useLook } from '../theme/LookContext.js'
import { exportPng } from './exportPng.js'
import { HeatLegend } from './HeatLegend.js'
import type { HeatmapFilterValues } from './HeatmapFilters.js'
import type { HeatmapProps } from './HeatmapProps.js'
import { HeatmapStage } from './HeatmapStage.js'
import { HeatmapToolbar } from './HeatmapToolbar.js'
import { heatmapCss } from './heatmapCss.js'
import type { HeatScene } from './useHeatScene.js'

type Taken =
  | 'data'
  | 'layer'
  | 'onLayerChange'
  | 'loading'
  | 'error'
  | 'onRetry'
  | 'from'
  | 'to'
  | 'live'
  | 'minWidth'
  | 'maxWidth'

export interface HeatmapViewProps extends Omit<HeatmapProps, Taken>, ReportState {
  rootRef: ForwardedRef<HTMLElement>
  report: HeatmapReport | undefined
  layer: HeatmapLayer
  onLayer: ((layer: HeatmapLayer) => void) | undefined
  filters?: HeatmapFilterValues
  onFilters?: (filters: HeatmapFilterValues) => void
}

const STATE_HEIGHT = 320

export function HeatmapView(props: HeatmapViewProps) {
  const { rootRef, report, layer, onLayer, loading, error, retry, busy, liveStatus, className, style } = props
  const { controls = true, page = report?.page ?? '' } = props
  const look = useLook(props)
  const { strings, formats } = look
  const [opacity, setOpacity] = useFollowed(props.opacity ?? 0.8)
  const [radius, setRadius] = useFollowed(props.radius ?? 28)
  const [palette, setPalette] = useFollowed(props.palette ?? 'classic')
  const [display, setDisplay] = useFollowed(props.display ?? 'heat')
  const [table, setTable] = useState(false)
  const [notes, setNotes] = useState('')
  const scene = useRef<HeatScene | null>(null)
  const [downloading, setDownloading] = useState(false)
  const [downloadError, setDownloadError] = useState('')

  const label = strings.heatmap.label(strings.heatmap.layers[layer], page)
  const empty =
    report && report.views === 0 && (report.layer === 'scroll' ? report.bands : report.points).length === 0

  const onScene = useCallback((next: HeatScene | null, told: readonly string[]) => {
    scene.current = next
    setNotes(told.join('\n'))
  }, [])

  async function download() {
    if (!scene.current) return
    setDownloading(true)
    setDownloadError('')
    try {
      await exportPng(scene.current, look, label)
    } catch (cause) {
      const why = cause instanceof Error ? `: ${cause.message}` : ''
      setDownloadError(strings.heatmap.downloadFailed + why)
    } finally {
      setDownloading(false)
    }
  }

  return (
    <Frame
      ref={rootRef}
      kind="heatmap"
      label={label}
      css={heatmapCss}
      look={look}
      className={className}
      style={style}
      busy={busy}
      toolbar={
        controls && (
          <HeatmapToolbar
            look={look}
            layer={layer}
            onLayer={onLayer}
            filters={props.filters}
            onFilters={props.onFilters}
            settings={{ display, opacity, radius, palette, table }}
            onSettings={(next) => {
              setDisplay(next.display)
              setOpacity(next.opacity)
              setRadius(next.radius)
              setPalette(next.palette)
              setTable(next.table)
            }}
            onDownload={() => void download()}
            downloading={downloading}
          />
        )
      }
      footer={
        report && (
          <ReportFooter report={report} look={look} liveStatus={liveStatus}>
            {!table && !empty && (display === 'heat' || report.layer !== 'click') && (
              <HeatLegend palette={palette} from={strings.heatmap.fewer} to={strings.heatmap.more} />
            )}
            <span>{strings.heatmap.views(formats.count(report.views))}</span>
            {notes
              .split('\n')
              .filter(Boolean)
              .map((note) => (
                <span key={note}>{note}</span>
              ))}
            {downloadError && <span role="alert">{downloadError}</span>}
          </ReportFooter>
        )
      }
    >
      {!report || error ? (
        <StateView look={look} loading={loading} error={error} retry={retry} height={STATE_HEIGHT} />
      ) : empty ? (
        <EmptyState look={look} height={STATE_HEIGHT} />
      ) : (
        <HeatmapStage
          options={{
            report,
            background: props.background,
            pageWidth: props.pageWidth,
            device: props.device ?? 'desktop',
            painter: props.painter ?? 'auto',
            palette,
            radius,
            opacity,
            elements: display === 'elements',
          }}
          look={look}
          label={label}
          maxHeight={props.maxHeight ?? 640}
          table={table}
          onElementClick={props.onElementClick}
          onScene={onScene}
        />
      )}
    </Frame>
  )
}
