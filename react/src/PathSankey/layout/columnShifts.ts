interface PlacedNode {
  id: string
  column: number
  order: number
  /** Px. */
  y: number
  height: number
}

/** How far (px, down) each node is to move so that every column begins at the top and has its nodes evenly apart. The layout
 * pulls nodes towards their links, which tears holes into columns that are read from the top.
 * @param mostGap px between nodes where there is room; less where a column would not fit */
export function columnShifts(
  nodes: readonly PlacedNode[],
  height: number,
  mostGap: number,
): ReadonlyMap<string, number> {
  const columns = new Map<number, PlacedNode[]>()
  for (const node of nodes) columns.set(node.column, [...(columns.get(node.column) ?? []), node])
  const shifts = new Map<string, number>()
  for (const column of columns.values()) {
    const filled = column.reduce((sum, node) => sum + node.height, 0)
    const gap = Math.min(mostGap, Math.max(0, height - filled) / Math.max(1, column.length - 1))
    let y = 0
    for (const node of column.sort((a, b) => a.order - b.order)) {
      shifts.set(node.id, y - node.y)
      y += node.height + gap
    }
  }
  return shifts
}
