export const WIDTH = 1440
export const HEIGHT = 8000
export const COLUMNS = 200
export const ROWS = HEIGHT / 10

/** Cells as a busy page has them: spread over it, values from one to hundreds. */
export function pagePoints(count: number): [number, number, number][] {
  let state = 1
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const values = new Map<number, number>()
  while (values.size < count) {
    const key = Math.floor(next() * ROWS) * COLUMNS + Math.floor(next() * COLUMNS)
    values.set(key, (values.get(key) ?? 0) + 1 + Math.floor(200 * next() ** 8))
  }
  return [...values]
    .sort(([a], [b]) => a - b)
    .map(([key, value]) => [key % COLUMNS, Math.floor(key / COLUMNS), value])
}
