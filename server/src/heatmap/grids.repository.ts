import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import type { AnyBulkWriteOperation, Model } from 'mongoose'
import { groupBy } from '../compute/groupBy.js'
import { JobThread } from '../compute/jobThread.js'
import { StoredGrid } from './grid.entity.js'
import { type Grid, type GridKey, gridName } from './grid.js'
import { decodeElements, type EncodedCells, encodeCells } from './gridCodec.js'
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
    return this.model
      .find({
        site,
        page,
        layer,
        day: { $gte: days.from, $lt: days.to },
        widthClass: { $gte: widths.min, $lte: widths.max },
        ...(device && { device }),
      })
      .select({ cells: 0, elements: 0 })
      .batchSize(HEADS)
      .lean<GridHead[]>()
      .exec()
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
    const all = grids.map((grid) => ({ id: gridId(change.site, grid.key), grid }))
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
      const stored = await this.model.find({ grid: { $in: ids.slice(i, i + AT_ONCE) } }).lean<StoredGrid[]>()
      for (const part of stored) {
        const isSettled = Object.entries(part.packed).every(([log, seq]) => seq <= (packed.get(log) ?? seq))
        if (isEmpty(part) && isSettled) await this.model.deleteOne({ _id: part._id, revision: part.revision })
      }
    }
  }

  private async addSome(grids: { id: string; grid: GridParts }[], change: GridChange) {
    let left = grids
    for (let tries = 0; left.length > 0; tries++) {
      if (tries === TRIES)
        throw new Error(`grids of ${change.site} were changed by others ${TRIES} times in a row`)
      const stored = await this.model.find({ grid: { $in: left.map(({ id }) => id) } }).lean<StoredGrid[]>()
      const parts = groupBy(stored, ({ grid }) => grid)
      left = left.filter(({ id }) => !parts.get(id)?.some((part) => hasChunk(part, change)))
      const additions = left.map(({ id, grid }) => ({ id, key: grid.key, ...placeFor(grid, parts.get(id)) }))
      const sums = await this.compute.sumGrids(additions.map(({ addends }) => addends))
      const writes = additions.map((addition, index) => writeOf(addition, sums[index]!, change))
      if (writes.length > 0) await this.write(writes)
    }
  }

  private async write(writes: AnyBulkWriteOperation<StoredGrid>[]) {
    try {
      await this.model.collection.bulkWrite(writes as never, { ordered: false })
    } catch (error) {
      // Another partition's job made the same grid first; the next round reads it.
      if ((error as { code?: unknown }).code !== DUPLICATE_KEY) throw error
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
function placeFor({ parts }: GridParts, stored: StoredGrid[] = []) {
  const last = stored.sort((a, b) => a.part - b.part).at(-1)
  if (!last) return { into: null, part: 0, addends: parts }
  if (sizeOf(last) >= FULL) return { into: null, part: last.part + 1, addends: parts }
  return { into: last, part: last.part, addends: [fromStored(last), ...parts] }
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
    _id: `${id}.${part}`,
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

function isEmpty({ cells, elements }: Pick<StoredGrid, 'cells' | 'elements'>): boolean {
  return (
    cells.length() === encodeCells(new Map()).length &&
    (!elements || decodeElements(elements.buffer).size === 0)
  )
}

const sizeOf = ({ cells, elements }: StoredGrid) => cells.length() + (elements?.length() ?? 0)

const gridId = (site: string, key: GridKey) =>
  createHash('sha256')
    .update(`${site} ${gridName(key)}`)
    .digest('base64url')
