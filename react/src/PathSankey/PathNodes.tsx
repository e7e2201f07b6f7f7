import type { PathLink } from '@mouse-tracking/contract'
import type { CustomSankeyLayerProps, SankeyNodeDatum } from '@nivo/sankey'
import { type KeyboardEvent, useContext, useId } from 'react'
import { type Diagram, DiagramContext, MOST_GAP } from './DiagramContext.js'
import { OTHER } from './layout/collapsePaths.js'
import { columnShifts } from './layout/columnShifts.js'
import type { GraphNode } from './layout/pathGraph.js'
import { ribbon } from './layout/ribbon.js'
import { shortenMiddle } from './layout/shortenMiddle.js'

type Node = SankeyNodeDatum<GraphNode, PathLink>

const LABEL_GAP = 7
/** Px of height that a label of two lines needs; where one has less, all have one line. */
const TWO_LINES = 30
const ONE_LINE = 20
const TAIL = 26

/** A nivo layer: pages with their names and counts, and those who left as a tail that fades. */
export function PathNodes({ nodes: laidOut }: CustomSankeyLayerProps<GraphNode, PathLink>) {
  const diagram = useContext(DiagramContext)
  const fade = `mtr-fade${useId().replace(/\W/g, '')}`
  if (!diagram) return null
  const { rtl, nodeWidth } = diagram
  // The layout spreads columns between the first and the last; a single one is left without a place.
  const placed = laidOut.map((node) => (Number.isNaN(node.x) ? { ...node, x: 0, width: nodeWidth } : node))
  const shifts = columnShifts(placed, diagram.height, MOST_GAP)
  const nodes = placed.map((node) => ({ ...node, y: node.y + (shifts.get(node.id) ?? 0) }))
  const twoLines = leastRoom(nodes) >= TWO_LINES
  return (
    <g>
      <defs>
        <linearGradient id={fade} x1={rtl ? 1 : 0} x2={rtl ? 0 : 1} y1="0" y2="0">
          <stop offset="0" style={{ stopColor: 'var(--_negative)', stopOpacity: 0.55 }} />
          <stop offset="1" style={{ stopColor: 'var(--_negative)', stopOpacity: 0 }} />
        </linearGradient>
      </defs>
      {nodes.map((node) => (
        <DropOff key={node.id} node={node} diagram={diagram} fade={fade} />
      ))}
      {nodes.map((node) => (
        <PathNode key={node.id} node={node} diagram={diagram} twoLines={twoLines} />
      ))}
    </g>
  )
}

/** Px of height that every node's label has to itself. */
function leastRoom(nodes: readonly Node[]): number {
  const middle = (node: Node) => node.y + node.height / 2
  const sorted = [...nodes].sort((a, b) => a.column - b.column || middle(a) - middle(b))
  let least = Number.POSITIVE_INFINITY
  for (let i = 1; i < sorted.length; i++) {
    const [above, below] = [sorted[i - 1]!, sorted[i]!]
    if (above.column === below.column) least = Math.min(least, middle(below) - middle(above))
  }
  return least
}

function DropOff({ node, diagram, fade }: { node: Node; diagram: Diagram; fade: string }) {
  const dropOff = { dropOff: node }
  if (!diagram.leaves(node)) return null
  const height = Math.max(1, (node.height * node.exits) / node.count)
  const side = (x: number) => (diagram.rtl ? diagram.width - x : x)
  const from = node.x + node.width
  const middle = node.y + node.height - height / 2
  const active = diagram.selectable(dropOff)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table has the same numbers
    <path
      className="mtr-dropoff"
      data-page={node.page}
      d={ribbon(side(from), middle, side(from + TAIL), middle + 6, height)}
      fill={`url(#${fade})`}
      style={active ? { cursor: 'pointer' } : undefined}
      onPointerMove={(event) => diagram.hover(dropOff, event)}
      onPointerLeave={() => diagram.hover(null)}
      onClick={active ? () => diagram.select(dropOff) : undefined}
    />
  )
}

function PathNode({ node, diagram, twoLines }: { node: Node; diagram: Diagram; twoLines: boolean }) {
  const {
    look,
    trace,
    rtl,
    width,
    columnWidth,
    totals,
    textWidth,
    hover,
    select,
    selectable,
    displayName,
    place,
  } = diagram
  const { strings, formats } = look
  const side = (x: number) => (rtl ? width - x : x)
  const active = selectable({ node })
  const name = displayName(node.page)
  const share = node.count / (totals.get(node.step) || 1)
  const count = `${formats.compact(node.count)} · ${formats.percent(share)}`
  const labelRoom = columnWidth - node.width - LABEL_GAP - 6
  const middle = node.y + node.height / 2
  const short = formats.compact(node.count)
  const shown = shortenMiddle(name, (text) => textWidth(twoLines ? text : `${text} ${short}`) <= labelRoom)
  const height = Math.max(2, node.height)
  const labelX = side(node.x + node.width + LABEL_GAP)
  const labelWidth = twoLines ? Math.max(textWidth(shown), textWidth(count)) : textWidth(`${shown} ${short}`)
  const labelHeight = twoLines ? TWO_LINES : ONE_LINE

  function onKeyDown(event: KeyboardEvent<SVGGElement>) {
    if (event.key === 'Enter' || event.key === ' ') {
      if (active) select({ node })
      event.preventDefault()
    } else if (event.key.startsWith('Arrow')) {
      const forward = rtl ? 'ArrowLeft' : 'ArrowRight'
      const backward = rtl ? 'ArrowRight' : 'ArrowLeft'
      const columns = event.key === forward ? 1 : event.key === backward ? -1 : 0
      const rows = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      const next = place(node.column + columns, node.order + rows)
      if (next) {
        const target = event.currentTarget.parentElement?.querySelector<SVGGElement>(
          `[data-node="${CSS.escape(next)}"]`,
        )
        target?.focus()
      }
      event.preventDefault()
    }
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button
    <g
      className="mtr-node"
      role="button"
      tabIndex={node.column === 0 && node.order === 0 ? 0 : -1}
      // Begins with what is seen, so that who speaks to the computer can say it.
      aria-label={[
        `${shown} ${twoLines ? count : short}`,
        shown === name ? '' : name,
        strings.paths.step(formats.number(node.step + 1)),
        diagram.leaves(node)
          ? strings.paths.dropOffs(formats.number(node.exits), formats.percent(node.exits / node.count))
          : '',
      ]
        .filter(Boolean)
        .join(', ')}
      data-node={node.id}
      data-other={node.page === OTHER}
      data-active={active}
      data-quiet={trace !== null && !trace.nodes.has(node.id)}
      onPointerMove={(event) => hover({ node }, event)}
      onPointerLeave={() => hover(null)}
      onFocus={() => hover({ node })}
      onBlur={() => hover(null)}
      onClick={active ? () => select({ node }) : undefined}
      onKeyDown={onKeyDown}
    >
      <rect
        className="mtr-node-ring"
        x={Math.min(side(node.x), side(node.x + node.width)) - 3}
        y={node.y - 3}
        width={node.width + 6}
        height={height + 6}
        rx={4}
      />
      <rect
        className="mtr-node-bar"
        x={Math.min(side(node.x), side(node.x + node.width))}
        y={node.y}
        width={node.width}
        height={height}
        rx={2}
      />
      {/* Between the lines and beside the letters a label is to be hit as well. */}
      <rect
        x={rtl ? labelX - labelWidth : labelX - LABEL_GAP}
        y={middle - labelHeight / 2}
        width={labelWidth + LABEL_GAP}
        height={labelHeight}
        fill="transparent"
      />
      <text
        x={labelX}
        y={twoLines ? middle - 7 : middle}
        dominantBaseline="central"
        direction="ltr"
        textAnchor={rtl ? 'end' : 'start'}
      >
        <tspan className="mtr-node-name">{shown}</tspan>
        {!twoLines && <tspan className="mtr-node-count"> {short}</tspan>}
      </text>{' '}
      {twoLines && (
        <text
          x={labelX}
          y={middle + 8}
          dominantBaseline="central"
          className="mtr-node-count"
          direction="ltr"
          textAnchor={rtl ? 'end' : 'start'}
        >
          {count}
        </text>
      )}
    </g>
  )
}
