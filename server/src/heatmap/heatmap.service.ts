import type { HeatmapReport } from '@mouse-tracking/contract'
import { Inject, Injectable } from '@nestjs/common'
import { groupBy } from '../compute/groupBy.js'
import { Scratch } from '../compute/Scratch.js'
import type { Config } from '../config/config.js'
import { CONFIG } from '../config/config.module.js'
import { checked } from '../problem/checked.js'
import { wholeDays } from '../reports/filters.js'
import { rangeOf } from '../reports/rangeOf.js'
import type { ReportSource } from '../reports/reportSource.js'
import type { Chunk } from '../rollup/chunk.entity.js'
import { SnapshotService } from '../snapshot/snapshot.service.js'
import { addGrids } from './addGrids.js'
import { widthClassOf } from './binBatch.js'
import { contents, decodeGrid, type NamedGrid } from './decodedGrid.js'
import { type Grid, gridName } from './grid.js'
import { GridReader, type ReadGrid } from './gridReader.js'
import { type GridFilter, hasChunk } from './grids.repository.js'
import { heatmapQuery } from './heatmapQuery.js'
import { pointFrame, pointSums, pointsOf, scrollHeatmap } from './heatmapReport.js'
import { PointsCache } from './pointsCache.js'
import { fromStored } from './storedCells.js'
import { viewStats } from './viewStats.js'

/** What of `REPORT_CACHE_MB` the points of reports may take. */
const SHARE = 1 / 16

@Injectable()
export class HeatmapService implements ReportSource {
  readonly name = 'heatmap'
  private readonly scratch = new Scratch()
  private readonly points: PointsCache

  constructor(
    private readonly snapshots: SnapshotService,
    private readonly grids: GridReader,
    @Inject(CONFIG) { reportCacheBytes }: Config,
  ) {
    this.points = new PointsCache(reportCacheBytes * SHARE, this.scratch)
  }

  async report(site: string, params: unknown): Promise<HeatmapReport> {
    const reading = await this.read(site, params)
    const { layer, head, stats, grids, meta } = reading
    if (layer === 'scroll') return this.scroll(reading)
    const { cells, elements } = addGrids(contents(grids), this.scratch)
    const sums = pointSums(layer, cells, elements)
    return { ...head, ...pointFrame(layer, stats), ...sums, points: pointsOf(layer, cells), ...meta }
  }

  /** The same as JSON, without a list of points in between. */
  async json(site: string, params: unknown): Promise<Buffer> {
    const reading = await this.read(site, params)
    const { layer, head, stats, grids, meta } = reading
    if (layer === 'scroll') return Buffer.from(JSON.stringify(this.scroll(reading)))
    const { sums, json } = this.points.of(layer, grids)
    const rest = JSON.stringify({ ...head, ...pointFrame(layer, stats), ...sums, ...meta })
    return Buffer.concat([Buffer.from(`${rest.slice(0, -1)},"points":`), json, Buffer.from('}')])
  }

  private scroll({ head, stats, grids, meta }: Reading): HeatmapReport {
    return { ...head, ...scrollHeatmap(stats, addGrids(contents(grids), this.scratch).cells), ...meta }
  }

  private async read(site: string, params: unknown) {
    const query = checked(heatmapQuery, params, 'query')
    const { page, layer, from, to, device } = wholeDays(query)
    const widths = {
      min: widthClassOf(query.minWidth ?? 0),
      max: query.maxWidth ?? Number.POSITIVE_INFINITY,
    }
    // Read before the grids: a chunk that is packed in between is in the grid, and the grid says so.
    const { asOf, pending, sessions, chunks } = await this.snapshots.read(site)
    const stats = viewStats(sessions, { page, from, to, device, widths })
    const filter: GridFilter = {
      site,
      page,
      layer: layer === 'scroll' ? 'rest' : layer,
      days: { from, to },
      widths,
      ...(device && { device }),
    }
    const grids = allGrids(await this.grids.find(filter), chunks, filter)
    return { layer, head: { page, ...rangeOf({ from, to }) }, stats, grids, meta: { asOf, pending } }
  }
}

type Reading = Awaited<ReturnType<HeatmapService['read']>>

/** Stored grids, and those of chunks that are not in them. */
function allGrids(stored: readonly ReadGrid[], chunks: readonly Chunk[], filter: GridFilter): NamedGrid[] {
  const all: NamedGrid[] = [...stored]
  let parts: Map<string, ReadGrid[]> | undefined
  for (const chunk of chunks)
    for (const grid of chunk.grids) {
      if (!matches(grid, filter)) continue
      parts ??= groupBy(stored, gridName)
      const key = gridName(grid)
      if (!parts.get(key)?.some((part) => hasChunk(part, chunk)))
        all.push({ name: `${chunk._id} ${key}`, read: () => decodeGrid(fromStored(grid)) })
    }
  return all
}

function matches(
  grid: Omit<Grid, 'cells' | 'elements'>,
  { page, layer, device, days, widths }: GridFilter,
): boolean {
  return (
    grid.page === page &&
    grid.layer === layer &&
    (!device || grid.device === device) &&
    grid.day >= days.from &&
    grid.day < days.to &&
    grid.widthClass >= widths.min &&
    grid.widthClass <= widths.max
  )
}
