import type { PathLink } from '@mouse-tracking/contract'
import { createContext } from 'react'
import type { ResolvedLook } from '../theme/LookContext.js'
import type { GraphNode } from './layout/pathGraph.js'
import type { Trace } from './layout/tracePath.js'

export type Hovered = { node: GraphNode } | { link: PathLink } | { dropOff: GraphNode }

/** What nivo's layers cannot be given as props. */
export interface Diagram {
  look: ResolvedLook
  trace: Trace | null
  rtl: boolean
  /** Px from the diagram's left. */
  width: number
  /** Px that columns have. */
  height: number
  columnWidth: number
  nodeWidth: number
  totals: ReadonlyMap<number, number>
  /** Px of a label's text. */
  textWidth: (text: string) => number
  hover: (hovered: Hovered | null, event?: { clientX: number; clientY: number }) => void
  select: (selected: Hovered) => void
  selectable: (hovered: Hovered) => boolean
  displayName: (page: string) => string
  /** Whether a node's exits are people who left: where walks are cut they are not. */
  leaves: (node: GraphNode) => boolean
  /** The id of the node at a place, or at the end of a shorter column. */
  place: (column: number, order: number) => string | undefined
}

/** Px between the nodes of a column, where there is room: each has a line of text beside it. */
export const MOST_GAP = 28

export const DiagramContext = createContext<Diagram | null>(null)
