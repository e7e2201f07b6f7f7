import type { PointLayer } from '@mouse-tracking/contract'
import { LRUCache } from 'lru-cache'
import type { Scratch } from '../compute/Scratch.js'
import { addGrids } from './addGrids.js'
import { contents, type NamedGrid } from './decodedGrid.js'
import { type PointSums, pointSums } from './heatmapReport.js'
import { pointsJson } from './pointsJson.js'

/** A heatmap's points, and what they come to. */
export interface SummedPoints {
  sums: PointSums
  /** The points as JSON. */
  json: Buffer
}

/**
 * Adds up grids, and keeps what they come to under their names: it is made anew as soon as one of them counts something
 * else, and at once when none does. So a report on days that have passed is there, however busy the site is today.
 */
export class PointsCache {
  private readonly cache: LRUCache<string, SummedPoints>

  /** @param maxSize in bytes */
  constructor(
    maxSize: number,
    private readonly scratch: Scratch,
  ) {
    this.cache = new LRUCache({ maxSize: Math.max(1, Math.floor(maxSize)), sizeCalculation: bytesOf })
  }

  of(layer: PointLayer, grids: readonly NamedGrid[]): SummedPoints {
    const key = [layer, ...grids.map(({ name }) => name)].join('\n')
    const kept = this.cache.get(key)
    if (kept) return kept
    const { cells, elements } = addGrids(contents(grids), this.scratch)
    const points = { sums: pointSums(layer, cells, elements), json: pointsJson(layer, cells) }
    this.cache.set(key, points)
    return points
  }
}

/** Of text, two bytes a character. */
const bytesOf = ({ json, sums }: SummedPoints, key: string) =>
  json.length + 2 * (key.length + JSON.stringify(sums).length)
