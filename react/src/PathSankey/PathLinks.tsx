import type { PathLink } from '@mouse-tracking/contract'
import type { CustomSankeyLayerProps } from '@nivo/sankey'
import { useContext } from 'react'
import { DiagramContext, MOST_GAP } from './DiagramContext.js'
import { columnShifts } from './layout/columnShifts.js'
import type { GraphNode } from './layout/pathGraph.js'
import { ribbon } from './layout/ribbon.js'
import { linkKey } from './layout/tracePath.js'

/** Bands thinner than a pixel are drawn a pixel thick, but fainter. */
const TRACED_OPACITY = 0.5

/** A nivo layer: the moves between pages, and over them what runs through the page in hand. */
export function PathLinks({ nodes, links }: CustomSankeyLayerProps<GraphNode, PathLink>) {
  const diagram = useContext(DiagramContext)
  if (!diagram) return null
  const { trace, rtl, width, hover, select, selectable } = diagram
  const shifts = columnShifts(nodes, diagram.height, MOST_GAP)
  const side = (x: number) => (rtl ? width - x : x)
  return (
    <g>
      {links.map((link) => {
        const plain = { source: link.source.id, target: link.target.id, value: link.value }
        const key = linkKey(plain.source, plain.target)
        const from = side(link.source.x + link.source.width)
        const to = side(link.target.x)
        const start = link.pos0 + (shifts.get(plain.source) ?? 0)
        const end = link.pos1 + (shifts.get(plain.target) ?? 0)
        const share = trace?.links.get(key) ?? 0
        const active = selectable({ link: plain })
        return (
          <g key={key}>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: pages are the stops of the keyboard; links repeat them */}
            <path
              className="mtr-link"
              d={ribbon(from, start, to, end, link.thickness)}
              data-link={key}
              data-quiet={trace !== null}
              data-active={active}
              onPointerMove={(event) => hover({ link: plain }, event)}
              onPointerLeave={() => hover(null)}
              onClick={active ? () => select({ link: plain }) : undefined}
            />
            {share > 0 && (
              <path
                className="mtr-traced"
                d={ribbon(from, start, to, end, link.thickness * Math.min(1, share))}
                fillOpacity={TRACED_OPACITY * Math.min(1, 0.2 + link.thickness * share)}
              />
            )}
          </g>
        )
      })}
    </g>
  )
}
