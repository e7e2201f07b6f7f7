import { GRID, type PointLayer } from '@mouse-tracking/contract'
import { pointValue } from './heatmapReport.js'

/** More than any number takes. */
const LONG_NUMBER = 26
const [COMMA, POINT, ZERO, OPEN, CLOSE] = [44, 46, 48, 91, 93]
/** How a point of each column begins, one after the other, and how long that is; none is longer than the last one. */
const beginnings = Array.from({ length: GRID.columns }, (_, column) => `[${column},`)
const LONGEST = 5
const BEGINNINGS = Buffer.from(beginnings.map((text) => text.padEnd(LONGEST)).join(''))
const LENGTHS = Uint8Array.from(beginnings, ({ length }) => length)

/**
 * The points of a heatmap as JSON, in ascending order: what `JSON.stringify(pointsOf(layer, cells))` gives, in a fraction of
 * its time, which for a busy page is most of a report's.
 */
export function pointsJson(layer: PointLayer, cells: Float64Array): Buffer {
  const isMove = layer === 'move'
  const value = pointValue(layer)
  const bytes = Buffer.allocUnsafe(mostBytes(cells, isMove))
  const rowBytes = Buffer.alloc(LONG_NUMBER)
  let at = 0
  bytes[at++] = OPEN
  for (let first = 0, row = 0; first < cells.length; first += GRID.columns, row++) {
    const columns = Math.min(GRID.columns, cells.length - first)
    const rowLength = putWhole(rowBytes, 0, row)
    rowBytes[rowLength] = COMMA
    for (let column = 0; column < columns; column++) {
      const count = cells[first + column]!
      if (count === 0) continue
      // As many bytes each time, of which the next ones take the place of those that are too many: a loop takes longer.
      const beginning = column * LONGEST
      bytes[at] = BEGINNINGS[beginning]!
      bytes[at + 1] = BEGINNINGS[beginning + 1]!
      bytes[at + 2] = BEGINNINGS[beginning + 2]!
      bytes[at + 3] = BEGINNINGS[beginning + 3]!
      bytes[at + 4] = BEGINNINGS[beginning + 4]!
      at += LENGTHS[column]!
      for (let i = 0; i <= rowLength; i++) bytes[at++] = rowBytes[i]!
      const whole = count | 0
      if (whole !== count || whole < 0) at += bytes.write(String(value(count)), at, 'latin1')
      else at = isMove ? putSeconds(bytes, at, whole) : putWhole(bytes, at, whole)
      bytes[at++] = CLOSE
      bytes[at++] = COMMA
    }
  }
  // The last comma gives way.
  if (at > 1) at--
  bytes[at++] = CLOSE
  return bytes.subarray(0, at)
}

/** Enough for the points of these cells, and hardly more: V8 collects the sooner, the more is asked of it. */
function mostBytes(cells: Float64Array, isMove: boolean): number {
  let bytes = 2
  for (let first = 0, row = 0; first < cells.length; first += GRID.columns, row++) {
    const columns = Math.min(GRID.columns, cells.length - first)
    // The row, its comma and `],`.
    const besides = digitsOf(row) + 3
    for (let column = 0; column < columns; column++) {
      const count = cells[first + column]!
      if (count !== 0) bytes += LENGTHS[column]! + besides + valueBytes(count, isMove)
    }
  }
  return bytes
}

function valueBytes(count: number, isMove: boolean): number {
  if (count < 0 || count >= 1_000_000) return LONG_NUMBER
  // As seconds, `0.` and zeros, or a point.
  return isMove ? Math.max(5, digitsOf(count) + 1) : digitsOf(count)
}

/** Digits of a whole number from 0 on. */
function digitsOf(number: number): number {
  if (number < 100) return number < 10 ? 1 : 2
  let digits = 3
  for (let least = 1_000; least <= number; least *= 10) digits++
  return digits
}

/** Writes a number from 0 to below 2^31. @returns where it ends */
function putWhole(bytes: Buffer, at: number, number: number): number {
  if (number < 10) {
    bytes[at] = ZERO + number
    return at + 1
  }
  const end = at + digitsOf(number)
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
