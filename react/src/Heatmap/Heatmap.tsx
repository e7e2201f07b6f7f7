import { forwardRef, useState } from 'react'
import { useHeatmap } from '../data/useHeatmap.js'
import { askedState, givenState } from '../frame/reportState.js'
import { useFollowed } from '../frame/useFollowed.js'
import { useFilters } from '../provider/FilterContext.js'
import type { HeatmapFilterValues } from './HeatmapFilters.js'
import type { HeatmapProps } from './HeatmapProps.js'
import { HeatmapView } from './HeatmapView.js'

/** Where people point, click and scroll on a page, over the page itself. Takes a report as `data`, or asks for it through the
 * nearest `AnalyticsProvider`. */
export const Heatmap = forwardRef<HTMLElement, HeatmapProps>(function Heatmap(props, ref) {
  if ('data' in props) {
    const { data, loading, error, onRetry, layer, onLayerChange, ...view } = props
    return (
      <HeatmapView
        {...view}
        rootRef={ref}
        report={data}
        layer={data?.layer ?? layer ?? 'click'}
        onLayer={onLayerChange}
        {...givenState(data, { loading, error, onRetry })}
      />
    )
  }
  return <AskingHeatmap {...props} rootRef={ref} />
})

function AskingHeatmap({
  rootRef,
  page,
  layer: givenLayer = 'click',
  onLayerChange,
  from,
  to,
  device,
  minWidth,
  maxWidth,
  live,
  ...view
}: HeatmapProps & { rootRef: React.ForwardedRef<HTMLElement> }) {
  if (page === undefined)
    throw new Error('Heatmap needs a `page` to ask for, such as page="/pricing", or a report as `data`.')
  const [layer, setLayer] = useFollowed(givenLayer)
  const [filters, setFilters] = useState<HeatmapFilterValues>({ device, minWidth, maxWidth })
  const [given, setGiven] = useState(filters)
  if (given.device !== device || given.minWidth !== minWidth || given.maxWidth !== maxWidth) {
    setGiven({ device, minWidth, maxWidth })
    setFilters({ device, minWidth, maxWidth })
  }
  const shared = useFilters().filters
  const shown = { ...filters, device: filters.device ?? shared.device }
  const query = useHeatmap({ page, layer, from, to, ...filters }, { live })
  return (
    <HeatmapView
      {...view}
      rootRef={rootRef}
      page={page}
      device={shown.device}
      filters={shown}
      onFilters={setFilters}
      report={query.data}
      layer={layer}
      onLayer={(next) => {
        setLayer(next)
        onLayerChange?.(next)
      }}
      {...askedState(query)}
    />
  )
}
