import { GRID, type PointLayer } from '@mouse-tracking/contract'
import { pointValue } from './heatmapReport.js'

/** More than any number takes. */
const LONG_NUMBER = 26
const [COMMA, POINT, ZERO, OPEN, CLOSE] = [44, 46, 48, 91, 93]

/**
 * The points of a heatmap as JSON, in ascending order: what `JSON.stringify(pointsOf(layer, cells))` gives, in a fraction of
 * its time, which for a busy page is most of a report's.
 * @param before what the answer begins with, in front of the points
 * @param after what it ends with
 */
export function pointsJson(layer: PointLayer, cells: Float64Array, before = '', after = ''): Buffer {
  const isMove = layer === 'move'
  const value = pointValue(layer)
  const size = Buffer.byteLength(before) + Buffer.byteLength(after) + mostBytes(cells)
  const bytes = Buffer.allocUnsafe(size)
  let at = bytes.write(before)
  bytes[at++] = OPEN
  const start = at
  for (let cell = 0; cell < cells.length; cell++) {
    const count = cells[cell]!
    if (count === 0) continue
    const row = (cell / GRID.columns) | 0
    bytes[at++] = OPEN
    at = putWhole(bytes, at, cell - row * GRID.columns)
    bytes[at++] = COMMA
    at = putWhole(bytes, at, row)
    bytes[at++] = COMMA
    const whole = count | 0
    if (whole !== count || whole < 0) at += bytes.write(String(value(count)), at, 'latin1')
    else at = isMove ? putSeconds(bytes, at, whole) : putWhole(bytes, at, whole)
    bytes[at++] = CLOSE
    bytes[at++] = COMMA
  }
  // The last comma gives way.
  if (at > start) at--
  bytes[at++] = CLOSE
  at += bytes.write(after, at)
  return bytes.subarray(0, at)
}

/** Enough for the points of these cells. */
function mostBytes(cells: Float64Array): number {
  const rowDigits = String(cells.length).length
  let bytes = 2
  for (let cell = 0; cell < cells.length; cell++) {
    const count = cells[cell]!
    if (count === 0) continue
    // `[199,`, the row, `,` and `],`; as seconds, `0.` may come in front of a number.
    bytes += 8 + rowDigits + (count > 0 && count < 1_000 ? 5 : LONG_NUMBER)
  }
  return bytes
}

/** Writes a number from 0 to below 2^31. @returns where it ends */
function putWhole(bytes: Buffer, at: number, number: number): number {
  if (number < 10) {
    bytes[at] = ZERO + number
    return at + 1
  }
  let end = at + 1
  for (let rest = (number / 10) | 0; rest > 0; rest = (rest / 10) | 0) end++
  let rest = number | 0
  for (let place = end - 1; place >= at; place--) {
    const tens = (rest / 10) | 0
    bytes[place] = ZERO + rest - tens * 10
    rest = tens
  }
  return end
}

function putSeconds(bytes: Buffer, start: number, ms: number): number {
  const whole = (ms / 1_000) | 0
  let at = putWhole(bytes, start, whole)
  let rest = ms - whole * 1_000
  if (rest === 0) return at
  bytes[at++] = POINT
  for (let unit = 100; rest > 0; unit /= 10) {
    const digit = (rest / unit) | 0
    bytes[at++] = ZERO + digit
    rest -= digit * unit
  }
  return at
}
