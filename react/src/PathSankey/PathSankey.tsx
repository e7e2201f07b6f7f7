import { type ForwardedRef, forwardRef, useState } from 'react'
import { usePaths } from '../data/usePaths.js'
import { askedState, givenState } from '../frame/reportState.js'
import { OTHER } from './layout/collapsePaths.js'
import type { PathAnchor, PathSankeyProps } from './PathSankeyProps.js'
import { PathSankeyView } from './PathSankeyView.js'

const NO_STEPS: ReadonlySet<number> = new Set()
const LIMIT = 10
/** Pages a step to ask for once the reader wants to see the rest of one. */
const EXPANDED_LIMIT = 50

/** The paths that sessions take through the site, step by step. Takes a report as `data`, or asks for it through the nearest
 * `AnalyticsProvider`. */
export const PathSankey = forwardRef<HTMLElement, PathSankeyProps>(function PathSankey(props, ref) {
  return 'data' in props ? <GivenPaths {...props} rootRef={ref} /> : <AskingPaths {...props} rootRef={ref} />
})

type RootRef = { rootRef: ForwardedRef<HTMLElement> }

function GivenPaths({
  data,
  loading,
  error,
  onRetry,
  limit,
  start,
  end,
  ...view
}: PathSankeyProps & RootRef) {
  const [expanded, setExpanded] = useState(NO_STEPS)
  const most = limit ?? Number.POSITIVE_INFINITY
  // What the server itself has put together cannot be taken apart here.
  const hidden = data?.nodes.some(
    ({ step, page }) =>
      page !== OTHER && data.nodes.filter((node) => node.step === step && node.page !== OTHER).length > most,
  )
  return (
    <PathSankeyView
      {...view}
      report={data}
      limit={most}
      expanded={expanded}
      onExpand={hidden ? (step) => setExpanded(new Set([...expanded, step])) : undefined}
      onCollapse={() => setExpanded(NO_STEPS)}
      anchor={{ start, end }}
      {...givenState(data, { loading, error, onRetry })}
    />
  )
}

function AskingPaths({
  limit = LIMIT,
  start,
  end,
  depth,
  exclude,
  from,
  to,
  device,
  live,
  onAnchorChange,
  anchorOnClick = true,
  ...view
}: PathSankeyProps & RootRef) {
  const [expanded, setExpanded] = useState(NO_STEPS)
  const [chosen, setChosen] = useState<{ start?: string; end?: string; anchor: PathAnchor } | null>(null)
  const anchor = chosen && chosen.start === start && chosen.end === end ? chosen.anchor : { start, end }
  const query = usePaths(
    {
      ...anchor,
      depth,
      exclude,
      from,
      to,
      device,
      limit: expanded.size > 0 ? Math.max(limit, EXPANDED_LIMIT) : limit,
    },
    { live },
  )
  return (
    <PathSankeyView
      {...view}
      depth={depth}
      anchorOnClick={anchorOnClick}
      onAnchorChange={(next) => {
        setChosen({ start, end, anchor: next })
        setExpanded(NO_STEPS)
        onAnchorChange?.(next)
      }}
      report={query.data}
      limit={limit}
      expanded={expanded}
      onExpand={(step) => setExpanded(new Set([...expanded, step]))}
      onCollapse={() => setExpanded(NO_STEPS)}
      anchor={anchor}
      {...askedState(query)}
    />
  )
}
