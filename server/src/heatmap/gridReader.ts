import { Inject, Injectable } from '@nestjs/common'
import { LRUCache } from 'lru-cache'
import type { Config } from '../config/config.js'
import { CONFIG } from '../config/config.module.js'
import { bytesOfGrid, decodeGrid, type NamedGrid } from './decodedGrid.js'
import { type GridFilter, type GridHead, GridsRepository } from './grids.repository.js'
import { fromStored } from './storedCells.js'

/** What of `REPORT_CACHE_MB` decoded grids may take. */
const SHARE = 1 / 8

/** A stored grid, or a part of one, for reports. */
export type ReadGrid = GridHead & NamedGrid

/**
 * Reads grids for reports. Most are of days that have passed and do not change: they are kept decoded, and only those are
 * read again that are in another state than when they were decoded.
 */
@Injectable()
export class GridReader {
  private readonly cache: LRUCache<string, NamedGrid>

  constructor(
    private readonly grids: GridsRepository,
    @Inject(CONFIG) { reportCacheBytes }: Config,
  ) {
    this.cache = new LRUCache({
      maxSize: Math.max(1, Math.floor(reportCacheBytes * SHARE)),
      sizeCalculation: (grid) => Math.max(1, bytesOfGrid(grid.read())),
    })
  }

  async find(filter: GridFilter): Promise<ReadGrid[]> {
    const found: ReadGrid[] = []
    const missing: string[] = []
    for (const head of await this.grids.heads(filter)) {
      const held = this.cache.get(head._id)
      if (held?.name === nameOf(head)) found.push({ ...head, ...held })
      else missing.push(head._id)
    }
    if (missing.length === 0) return found
    // One that has changed since is as good; one that is gone has nothing more to count.
    for (const { cells, elements, ...head } of await this.grids.whole(missing)) {
      const content = decodeGrid(fromStored({ cells, elements }))
      const grid = { name: nameOf(head), read: () => content }
      this.cache.set(head._id, grid)
      found.push({ ...head, ...grid })
    }
    return found
  }
}

/** What it counts, in other words. A grid that was removed and made again has the revisions of the old one, but other chunks. */
const nameOf = ({ _id, revision, packed }: GridHead) => `${_id} ${revision} ${JSON.stringify(packed)}`
