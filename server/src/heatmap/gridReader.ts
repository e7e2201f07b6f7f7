import { Inject, Injectable } from '@nestjs/common'
import { LRUCache } from 'lru-cache'
import type { Config } from '../config/config.js'
import { CONFIG } from '../config/config.module.js'
import { bytesOfGrid, type DecodedGrid, decodeGrid } from './decodedGrid.js'
import { type GridFilter, type GridHead, GridsRepository } from './grids.repository.js'
import { fromStored } from './storedCells.js'

/** What of `REPORT_CACHE_MB` decoded grids may take. */
const SHARE = 1 / 8

/** What a report adds up. */
export interface NamedGrid {
  /** Of its content: two grids of one name count the same. */
  name: string
  read(): DecodedGrid
}

export const contents = (grids: readonly NamedGrid[]): DecodedGrid[] => grids.map((grid) => grid.read())

/** A stored grid, or a part of one, for reports. */
export type ReadGrid = GridHead & NamedGrid

interface Held {
  state: string
  grid: DecodedGrid
}

/**
 * Reads grids for reports. Most are of days that have passed and do not change: they are kept decoded, and only those are
 * read again that are in another state than when they were decoded.
 */
@Injectable()
export class GridReader {
  private readonly cache: LRUCache<string, Held>

  constructor(
    private readonly grids: GridsRepository,
    @Inject(CONFIG) { reportCacheBytes }: Config,
  ) {
    this.cache = new LRUCache({
      maxSize: Math.max(1, Math.floor(reportCacheBytes * SHARE)),
      sizeCalculation: ({ grid }) => Math.max(1, bytesOfGrid(grid)),
    })
  }

  async find(filter: GridFilter): Promise<ReadGrid[]> {
    const found: ReadGrid[] = []
    const missing: string[] = []
    for (const head of await this.grids.heads(filter)) {
      const held = this.cache.get(head._id)
      const state = stateOf(head)
      if (held?.state === state) found.push({ ...head, ...named(head, state, held.grid) })
      else missing.push(head._id)
    }
    if (missing.length === 0) return found
    // One that has changed since is as good; one that is gone has nothing more to count.
    for (const { cells, elements, ...head } of await this.grids.whole(missing)) {
      const grid = decodeGrid(fromStored({ cells, elements }))
      const state = stateOf(head)
      this.cache.set(head._id, { state, grid })
      found.push({ ...head, ...named(head, state, grid) })
    }
    return found
  }
}

/** What it counts, in other words. A grid that was removed and made again has the revisions of the old one, but other chunks. */
const stateOf = ({ revision, packed }: GridHead) => `${revision} ${JSON.stringify(packed)}`

const named = ({ _id }: GridHead, state: string, grid: DecodedGrid): NamedGrid => ({
  name: `${_id} ${state}`,
  read: () => grid,
})
