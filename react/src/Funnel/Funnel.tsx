import { type ForwardedRef, forwardRef } from 'react'
import { useFunnel } from '../data/useFunnel.js'
import { askedState, givenState } from '../frame/reportState.js'
import type { FunnelProps } from './FunnelProps.js'
import { FunnelView } from './FunnelView.js'
import { previousRange } from './layout/previousRange.js'

/** How many get through a sequence of steps, and where the others are lost. Takes a report as `data`, or asks for it through the
 * nearest `AnalyticsProvider`. */
export const Funnel = forwardRef<HTMLElement, FunnelProps>(function Funnel(props, ref) {
  if ('data' in props) {
    const { data, previousData, loading, error, onRetry, ...view } = props
    return (
      <FunnelView
        {...view}
        rootRef={ref}
        report={data}
        previous={previousData}
        {...givenState(data, { loading, error, onRetry })}
      />
    )
  }
  return <AskingFunnel {...props} rootRef={ref} />
})

function AskingFunnel({
  rootRef,
  steps,
  window,
  order,
  per,
  exclude,
  breakdown,
  from,
  to,
  device,
  live,
  compare = false,
  ...view
}: FunnelProps & { rootRef: ForwardedRef<HTMLElement> }) {
  if (!steps)
    throw new Error(
      'Funnel needs `steps` to ask for, such as steps={[{ page: "/" }, { event: "purchase" }]}, or a report as `data`.',
    )
  const asked = { steps, window, order, per, exclude, breakdown, device }
  const query = useFunnel({ ...asked, from, to }, { live })
  const before = query.data && previousRange(query.data)
  const previous = useFunnel({ ...asked, ...before }, { enabled: compare && before !== undefined })
  return (
    <FunnelView
      {...view}
      rootRef={rootRef}
      report={query.data}
      previous={compare ? previous.data : undefined}
      {...askedState(query)}
    />
  )
}
