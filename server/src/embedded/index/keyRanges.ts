import type { IndexDefinition } from './IndexDefinition.js'
import { type Interval, inverted, successor } from './Interval.js'
import { CUT_KEY } from './indexKeys.js'

/** A stretch of an index, from `start` up to but not including `end`. */
export interface KeyRange {
  start: Buffer
  end: Buffer
}

/** What of an index is read for some bounds. */
export interface KeyRanges {
  /** In key order and apart from each other. */
  ranges: KeyRange[]
  /** How many of the bounds were used: those after them have to be tested on the documents. */
  used: number
  /** An end was too long for a key, so that the ranges hold keys outside the bounds, too. */
  widened: boolean
}

/** More combinations of `$in` lists than this are not spelled out. */
const MAX_RANGES = 5000
const CUT = 4 + CUT_KEY

/**
 * The stretches of an index in which the leading fields lie in the given intervals.
 *
 * @param bounds the intervals of the first fields; further fields are unbounded
 */
export function keyRanges(index: IndexDefinition, bounds: readonly (readonly Interval[])[]): KeyRanges {
  let prefixes = [indexPrefix(index)]
  let last: readonly Interval[] | undefined
  let used = 0
  for (const intervals of bounds) {
    const { descending } = index.fields[used]!
    if (used > 0 && prefixes.length * intervals.length > MAX_RANGES) break
    const directed = descending ? intervals.map(inverted) : intervals
    used += 1
    if (!directed.every(({ point }) => point)) {
      last = directed
      break
    }
    prefixes = prefixes.flatMap((prefix) => directed.map(({ start }) => Buffer.concat([prefix, start])))
  }
  const stretches = prefixes.flatMap(
    (prefix) =>
      last?.map(({ start, end }) => ({
        start: Buffer.concat([prefix, start]),
        end: Buffer.concat([prefix, end]),
      })) ?? [{ start: prefix, end: successor(prefix) }],
  )
  const widened = stretches.some(({ start, end }) => start.length > CUT || end.length > CUT)
  const ranges = stretches.map(({ start, end }) => ({
    start: start.subarray(0, CUT),
    end: end.length > CUT ? successor(end.subarray(0, CUT)) : end,
  }))
  return { ranges: inOrder(ranges), used, widened }
}

/** The bytes that all keys of an index begin with. */
export function indexPrefix(index: IndexDefinition): Buffer {
  const prefix = Buffer.alloc(4)
  prefix.writeUInt32BE(index.id)
  return prefix
}

function inOrder(ranges: KeyRange[]): KeyRange[] {
  const merged: KeyRange[] = []
  for (const each of ranges.sort((a, b) => a.start.compare(b.start))) {
    const last = merged.at(-1)
    if (last && each.start.compare(last.end) <= 0) {
      if (each.end.compare(last.end) > 0) last.end = each.end
    } else merged.push({ ...each })
  }
  return merged
}
