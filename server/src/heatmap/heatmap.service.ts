import type { HeatmapReport } from '@mouse-tracking/contract'
import { Injectable } from '@nestjs/common'
import { groupBy } from '../compute/groupBy.js'
import { Scratch } from '../compute/Scratch.js'
import { checked } from '../problem/checked.js'
import { wholeDays } from '../reports/filters.js'
import { rangeOf } from '../reports/rangeOf.js'
import type { ReportSource } from '../reports/reportSource.js'
import type { Chunk } from '../rollup/chunk.entity.js'
import { SnapshotService } from '../snapshot/snapshot.service.js'
import { addGrids } from './addGrids.js'
import { widthClassOf } from './binBatch.js'
import { type DecodedGrid, decodeGrid } from './decodedGrid.js'
import { type Grid, gridName } from './grid.js'
import { GridReader, type ReadGrid } from './gridReader.js'
import { type GridFilter, hasChunk } from './grids.repository.js'
import { heatmapQuery } from './heatmapQuery.js'
import { pointHeatmap, pointsOf, scrollHeatmap } from './heatmapReport.js'
import { pointsJson } from './pointsJson.js'
import { fromStored } from './storedCells.js'
import { viewStats } from './viewStats.js'

@Injectable()
export class HeatmapService implements ReportSource {
  readonly name = 'heatmap'
  private readonly scratch = new Scratch()

  constructor(
    private readonly snapshots: SnapshotService,
    private readonly grids: GridReader,
  ) {}

  async report(site: string, params: unknown): Promise<HeatmapReport> {
    const report = this.sum(await this.read(site, params))
    if (report.layer === 'scroll') return report
    const { cells, ...rest } = report
    return { ...rest, points: pointsOf(rest.layer, cells) }
  }

  /** The same as JSON, without a list of points in between. */
  async json(site: string, params: unknown): Promise<Buffer> {
    const report = this.sum(await this.read(site, params))
    if (report.layer === 'scroll') return Buffer.from(JSON.stringify(report))
    const { cells, ...rest } = report
    return pointsJson(rest.layer, cells, `${JSON.stringify(rest).slice(0, -1)},"points":`, '}')
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

  /** Adds up what was read. The cells are to be used before anything else is waited for: they are another report's then. */
  private sum({ layer, head, stats, grids, meta }: Reading) {
    const { cells, elements } = addGrids(grids, this.scratch)
    if (layer === 'scroll') return { ...head, ...scrollHeatmap(stats, cells), ...meta }
    const body = pointHeatmap(layer, stats, cells, layer === 'click' ? elements : null)
    return { ...head, ...body, ...meta, cells }
  }
}

type Reading = Awaited<ReturnType<HeatmapService['read']>>

/** Stored grids, and those of chunks that are not in them. */
function allGrids(stored: readonly ReadGrid[], chunks: readonly Chunk[], filter: GridFilter): DecodedGrid[] {
  const all: DecodedGrid[] = [...stored]
  let parts: Map<string, ReadGrid[]> | undefined
  for (const chunk of chunks)
    for (const grid of chunk.grids) {
      if (!matches(grid, filter)) continue
      parts ??= groupBy(stored, gridName)
      if (!parts.get(gridName(grid))?.some((part) => hasChunk(part, chunk)))
        all.push(decodeGrid(fromStored(grid)))
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
