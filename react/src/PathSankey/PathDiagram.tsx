import type { PathLink, PathNode, PathsReport } from '@mouse-tracking/contract'
import { Sankey, type SankeyNodeDatum } from '@nivo/sankey'
import { useCallback, useMemo, useRef, useState } from 'react'
import { Tooltip } from '../frame/Tooltip.js'
import { useElementSize } from '../frame/useElementSize.js'
import type { ResolvedLook } from '../theme/LookContext.js'
import { nivoTheme } from '../theme/nivoTheme.js'
import { type Diagram, DiagramContext, type Hovered } from './DiagramContext.js'
import { OTHER } from './layout/collapsePaths.js'
import { type GraphNode, pathGraph } from './layout/pathGraph.js'
import { traceLink, traceNode } from './layout/tracePath.js'
import { PathLinks } from './PathLinks.js'
import { PathNodes } from './PathNodes.js'
import { PathTooltip } from './PathTooltip.js'

const NODE_WIDTH = 9
const NODE_SPACING = 18
const NODE_ROOM = 44
const MARGIN = { top: 8, bottom: 10, left: 0 }
const LEAST_HEIGHT = 240
/** Narrower columns scroll. */
const LEAST_COLUMN = 112

interface PathDiagramProps {
  report: PathsReport
  look: ResolvedLook
  height: number | undefined
  depth: number
  end: string | undefined
  onNode: ((node: PathNode) => void) | undefined
  onOther: ((node: PathNode) => void) | undefined
  onLink: ((link: PathLink) => void) | undefined
  onDropOff: ((node: PathNode) => void) | undefined
  nodeHint: string | undefined
}

/** Paths as a Sankey diagram: a column a step. */
export function PathDiagram({
  report,
  look,
  height,
  depth,
  end,
  onNode,
  onOther,
  onLink,
  onDropOff,
  nodeHint,
}: PathDiagramProps) {
  const { strings, formats } = look
  const [sizeRef, room] = useElementSize<HTMLDivElement>()
  const [hovered, setHovered] = useState<{ what: Hovered; at?: { x: number; y: number } } | null>(null)
  const origin = useRef<HTMLDivElement>(null)

  const graph = useMemo(() => pathGraph(report), [report])
  const counts = useMemo(() => new Map(graph.nodes.map(({ id, count }) => [id, count])), [graph])
  const flow = useMemo(
    () => ({ links: graph.links, count: (id: string) => counts.get(id) ?? 1 }),
    [graph, counts],
  )
  const columns = Math.max(1, graph.columns.length)
  const width = Math.max(room.width, columns * LEAST_COLUMN)
  const columnWidth = width / columns
  const most = Math.max(1, ...graph.columns.map(({ nodes }) => nodes.length))
  const chartHeight = height ?? Math.max(LEAST_HEIGHT, most * NODE_ROOM)
  const textWidth = useTextWidth(room.width)

  const trace = useMemo(() => {
    if (!hovered) return null
    if ('node' in hovered.what) return traceNode(flow, hovered.what.node.id)
    if ('link' in hovered.what) return traceLink(flow, hovered.what.link)
    return null
  }, [hovered, flow])

  const diagram: Diagram = {
    look,
    trace,
    rtl: room.rtl,
    width,
    height: chartHeight - MARGIN.top - MARGIN.bottom,
    columnWidth,
    nodeWidth: NODE_WIDTH,
    totals: new Map(graph.columns.map(({ step, sessions }) => [step, sessions])),
    textWidth,
    hover(what, event) {
      if (!what) return setHovered(null)
      const box = origin.current?.getBoundingClientRect()
      setHovered({ what, at: event && box && { x: event.clientX - box.left, y: event.clientY - box.top } })
    },
    select(what) {
      if ('node' in what) (what.node.page === OTHER ? onOther : onNode)?.(plainNode(what.node))
      else if ('link' in what) onLink?.(what.link)
      else onDropOff?.(plainNode(what.dropOff))
    },
    selectable(what) {
      if ('node' in what) return Boolean(what.node.page === OTHER ? onOther : onNode)
      return Boolean('link' in what ? onLink : onDropOff)
    },
    displayName: (page) => (page === OTHER ? strings.paths.other : page),
    leaves(node) {
      const last = graph.columns.at(-1)
      const cut = node.step === last?.step && node.step >= depth - 1
      return node.exits > 0 && !cut && node.page !== end
    },
    place(column, order) {
      const nodes = graph.columns[column]?.nodes
      return nodes?.[Math.min(Math.max(0, order), nodes.length - 1)]?.id
    },
  }

  return (
    <div className="mtr-paths-scroll" ref={sizeRef}>
      {room.width > 0 && (
        <div style={{ width }}>
          <div className="mtr-steps" style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}>
            {graph.columns.map(({ step, sessions }) => (
              <div key={step}>
                <b>{strings.paths.step(formats.number(step + 1))}</b>
                <span>{formats.compact(sessions)}</span>
              </div>
            ))}
          </div>
          <div className="mtr-diagram" ref={origin} style={{ height: chartHeight }}>
            <DiagramContext.Provider value={diagram}>
              <Sankey<GraphNode, PathLink>
                data={graph}
                width={width}
                height={chartHeight}
                margin={{ ...MARGIN, right: Math.max(0, columnWidth - NODE_WIDTH) }}
                align={columnOf}
                sort={byOrder}
                nodeThickness={NODE_WIDTH}
                nodeSpacing={NODE_SPACING}
                layers={LAYERS}
                theme={nivoTheme}
                animate={false}
                isInteractive={false}
                renderWrapper={false}
                role="group"
                ariaLabel={strings.paths.chart}
              />
            </DiagramContext.Provider>
            {hovered?.at && (
              <Tooltip x={hovered.at.x} y={hovered.at.y}>
                <PathTooltip hovered={hovered.what} diagram={diagram} counts={counts} nodeHint={nodeHint} />
              </Tooltip>
            )}
          </div>
        </div>
      )}
    </div>
  )
}

const LAYERS = [PathLinks, PathNodes]
/** nivo types an alignment by what d3-sankey's own look at; it hands over the node itself. */
const columnOf = (node: object): number => (node as GraphNode).column
const byOrder = (a: SankeyNodeDatum<GraphNode, PathLink>, b: SankeyNodeDatum<GraphNode, PathLink>): number =>
  a.order - b.order

function plainNode({ id, step, page, count, starts, exits }: PathNode): PathNode {
  return { id, step, page, count, starts, exits }
}

const LABEL_FONT = '500 12px'

/** Measures text as the labels are set. */
function useTextWidth(anyChange: number): (text: string) => number {
  // biome-ignore lint/correctness/useExhaustiveDependencies: fonts are looked at anew when there is other room
  const context = useMemo(() => {
    if (typeof document === 'undefined') return null
    const made = document.createElement('canvas').getContext('2d')
    if (made) made.font = `${LABEL_FONT} ${getComputedStyle(document.body).fontFamily}`
    return made
  }, [anyChange])
  const widths = useRef(new Map<string, number>())
  return useCallback(
    (text) => {
      const known = widths.current.get(text)
      if (known !== undefined) return known
      const width = context?.measureText(text).width ?? text.length * 7
      widths.current.set(text, width)
      return width
    },
    [context],
  )
}
