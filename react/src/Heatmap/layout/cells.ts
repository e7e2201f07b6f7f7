/** A heatmap's sparse cells as columns of numbers, sorted by row. */
export interface Cells {
  columns: Uint16Array
  rows: Uint16Array
  values: Float32Array
  length: number
}

type Point = readonly [column: number, row: number, value: number]

/** A report's points, which come sorted by row; any others are sorted first. */
export function toCells(points: readonly Point[]): Cells {
  const sorted = isSorted(points) ? points : [...points].sort((a, b) => a[1] - b[1])
  const cells: Cells = {
    columns: new Uint16Array(sorted.length),
    rows: new Uint16Array(sorted.length),
    values: new Float32Array(sorted.length),
    length: sorted.length,
  }
  sorted.forEach(([column, row, value], index) => {
    cells.columns[index] = column
    cells.rows[index] = row
    cells.values[index] = value
  })
  return cells
}

function isSorted(points: readonly Point[]): boolean {
  for (let i = 1; i < points.length; i++) if (points[i]![1] < points[i - 1]![1]) return false
  return true
}

/** The index of the first cell at or below a row. */
export function firstAtRow(cells: Cells, row: number): number {
  let low = 0
  let high = cells.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (cells.rows[middle]! < row) low = middle + 1
    else high = middle
  }
  return low
}

/** The cells whose centres lie within `reach` px of a window of the page: `[first, end)`. */
export function cellsNear(
  cells: Cells,
  rowHeight: number,
  top: number,
  height: number,
  reach: number,
): [number, number] {
  const first = firstAtRow(cells, Math.max(0, Math.ceil((top - reach) / rowHeight - 0.5)))
  const end = firstAtRow(cells, Math.max(0, Math.floor((top + height + reach) / rowHeight - 0.5) + 1))
  return [first, end]
}

/** The sum of the values of the cells whose centres lie within `radius` px of a point. */
export function sumAround(
  cells: Cells,
  columnWidth: number,
  rowHeight: number,
  x: number,
  y: number,
  radius: number,
): number {
  const [first, end] = cellsNear(cells, rowHeight, y, 0, radius)
  let sum = 0
  for (let i = first; i < end; i++) {
    const dx = (cells.columns[i]! + 0.5) * columnWidth - x
    const dy = (cells.rows[i]! + 0.5) * rowHeight - y
    if (dx * dx + dy * dy <= radius * radius) sum += cells.values[i]!
  }
  return sum
}
