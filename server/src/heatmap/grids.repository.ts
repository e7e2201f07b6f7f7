import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import { Binary } from 'mongodb'
import type { AnyBulkWriteOperation, Model, QueryFilter } from 'mongoose'
import { groupBy } from '../compute/groupBy.js'
import { JobThread } from '../compute/jobThread.js'
import { StoredGrid } from './grid.entity.js'
import { type Grid, type GridKey, gridName } from './grid.js'
import { type EncodedCells, encodeCells, encodeElements } from './gridCodec.js'
import { fromStored, toStored } from './storedCells.js'

/** A part that is larger takes no more (bytes). */
const FULL = 4 * 1_048_576
/** Grids that are read and written at a time. */
const AT_ONCE = 64
/** Heads that are small enough to come in one answer, in place of the driver's 101 at first. */
const HEADS = 10_000
/** Other writers can get in between a read and its write this often before something must be wrong. */
const TRIES = 50
const DUPLICATE_KEY = 11_000
/** What counts nothing any more. */
const EMPTY: QueryFilter<StoredGrid> = {
  cells: new Binary(encodeCells(new Map())),
  elements: { $in: [null, new Binary(encodeElements(new Map()))] },
}

/** What is added to one grid. */
export interface GridParts {
  key: GridKey
  parts: EncodedCells[]
}

/** What a pack job adds: grids of the chunks of one partition up to one number. */
export interface GridChange {
  site: string
  /** `Partition.log` */
  log: string
  /** The last chunk that is in it. */
  seq: number
  /** Start of the latest UTC day on which the data was received, epoch ms. */
  received: number
}

/** Which grids a report reads; `days` from inclusive, to exclusive, epoch ms. */
export interface GridFilter {
  site: string
  page: string
  layer: Grid['layer']
  days: { from: number; to: number }
  device?: Grid['device']
  /** Width classes, both inclusive. */
  widths: { min: number; max: number }
}

/** A stored grid without what it counts. */
export type GridHead = Omit<StoredGrid, 'cells' | 'elements'>

@Injectable()
export class GridsRepository {
  constructor(
    @InjectModel(StoredGrid.name) private readonly model: Model<StoredGrid>,
    private readonly compute: JobThread,
  ) {}

  /** The grids that a report reads, without what they count. */
  heads({ site, page, layer, days, device, widths }: GridFilter): Promise<GridHead[]> {
    return this.headsOf({
      site,
      page,
      layer,
      day: { $gte: days.from, $lt: days.to },
      widthClass: { $gte: widths.min, $lte: widths.max },
      ...(device && { device }),
    })
  }

  /** Those that are still there. */
  whole(ids: readonly string[]): Promise<StoredGrid[]> {
    return this.model
      .find({ _id: { $in: ids } })
      .lean<StoredGrid[]>()
      .exec()
  }

  /** Adds grids, each at most once for a given change, however often this is called. */
  async add(grids: readonly GridParts[], change: GridChange): Promise<void> {
    // In one order for all jobs: an engine that locks what a command writes would otherwise let two of them wait for each other.
    const all = grids
      .map((grid) => ({ id: gridId(change.site, grid.key), grid }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
    for (let i = 0; i < all.length; i += AT_ONCE) await this.addSome(all.slice(i, i + AT_ONCE), change)
  }

  /**
   * Removes those of the grids that count nothing any more, for their page or a selector may name somebody.
   * @param packed by `Partition.log`, the last chunk that is packed for good. A grid with a later one stays: its job may
   *   run again, and has to find what it has done.
   */
  async removeEmpty(
    site: string,
    keys: Iterable<GridKey>,
    packed: ReadonlyMap<string, number>,
  ): Promise<void> {
    const ids = [...new Set(Array.from(keys, (key) => gridId(site, key)))]
    for (let i = 0; i < ids.length; i += AT_ONCE) {
      const empty = await this.headsOf({ grid: { $in: ids.slice(i, i + AT_ONCE) }, ...EMPTY })
      for (const part of empty) {
        const isSettled = Object.entries(part.packed).every(([log, seq]) => seq <= (packed.get(log) ?? seq))
        if (isSettled) await this.model.deleteOne({ _id: part._id, revision: part.revision })
      }
    }
  }

  private headsOf(filter: QueryFilter<StoredGrid>): Promise<GridHead[]> {
    return this.model
      .find(filter)
      .select({ cells: 0, elements: 0 })
      .batchSize(HEADS)
      .lean<GridHead[]>()
      .exec()
  }

  private async addSome(grids: { id: string; grid: GridParts }[], change: GridChange) {
    let left = grids
    for (let tries = 0; left.length > 0; tries++) {
      if (tries === TRIES)
        throw new Error(`grids of ${change.site} were changed by others ${TRIES} times in a row`)
      const heads = await this.headsOf({ grid: { $in: left.map(({ id }) => id) } })
      const parts = groupBy(heads, ({ grid }) => grid)
      left = left.filter(({ id }) => !parts.get(id)?.some((part) => hasChunk(part, change)))
      const lastOf = (id: string) => Math.max(0, ...(parts.get(id) ?? []).map(({ part }) => part))
      const stored = await this.whole(left.map(({ id }) => partId(id, lastOf(id))))
      // A job that lost its lease may have come in between the two reads.
      if (stored.some((part) => hasChunk(part, change))) continue
      const last = new Map(stored.map((part) => [part.grid, part]))
      const additions = left.map(({ id, grid }) => ({
        id,
        key: grid.key,
        ...placeFor(grid, lastOf(id), last.get(id)),
      }))
      const sums = await this.compute.sumGrids(additions.map(({ addends }) => addends))
      if (await this.write(additions.map((addition, index) => writeOf(addition, sums[index]!, change))))
        return
    }
  }

  /** @returns false when another partition's job was quicker with one of the grids; the others are written. */
  private async write(writes: AnyBulkWriteOperation<StoredGrid>[]): Promise<boolean> {
    if (writes.length === 0) return true
    try {
      const { insertedCount, matchedCount } = await this.model.collection.bulkWrite(writes as never, {
        ordered: false,
      })
      return insertedCount + matchedCount === writes.length
    } catch (error) {
      // It made the same grid first.
      if ((error as { code?: unknown }).code !== DUPLICATE_KEY) throw error
      return false
    }
  }
}

/** Whether a chunk is counted in a stored grid. */
export function hasChunk(
  part: Pick<StoredGrid, 'packed'>,
  { log, seq }: { log: string; seq: number },
): boolean {
  return (part.packed[log] ?? 0) >= seq
}

interface Addition {
  id: string
  key: GridKey
  /** The part that takes it; or null, and it becomes one of its own. */
  into: StoredGrid | null
  /** Number of the part. */
  part: number
}

/** The last stored part takes what is added to a grid, unless it is full. */
function placeFor({ parts }: GridParts, part: number, last?: StoredGrid) {
  if (!last) return { into: null, part, addends: parts }
  if (sizeOf(last) >= FULL) return { into: null, part: part + 1, addends: parts }
  return { into: last, part, addends: [fromStored(last), ...parts] }
}

function writeOf(
  { id, key, into, part }: Addition,
  sum: EncodedCells,
  { site, log, seq, received }: GridChange,
): AnyBulkWriteOperation<StoredGrid> {
  const content = toStored(sum)
  if (into)
    return {
      updateOne: {
        filter: { _id: into._id, revision: into.revision },
        update: {
          $set: { ...content, [`packed.${log}`]: seq, received: Math.max(received, into.received) },
          $inc: { revision: 1 },
        },
      },
    } as AnyBulkWriteOperation<StoredGrid>
  const { page, layer, device, widthClass, day } = key
  const document = {
    _id: partId(id, part),
    grid: id,
    part,
    site,
    page,
    layer,
    device,
    widthClass,
    day,
    ...content,
    packed: { [log]: seq },
    revision: 0,
    received,
  }
  return { insertOne: { document } } as AnyBulkWriteOperation<StoredGrid>
}

const sizeOf = ({ cells, elements }: StoredGrid) => cells.length() + (elements?.length() ?? 0)

const partId = (grid: string, part: number) => `${grid}.${part}`

const gridId = (site: string, key: GridKey) =>
  createHash('sha256')
    .update(`${site} ${gridName(key)}`)
    .digest('base64url')
