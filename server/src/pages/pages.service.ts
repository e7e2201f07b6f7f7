import type { PagesReport } from '@mouse-tracking/contract'
import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { integerParam, reportQuery, wholeDays } from '../reports/filters.js'
import { SnapshotReport } from '../reports/snapshotReport.js'
import type { SegmentView } from '../segments/segment.js'
import { SnapshotService } from '../snapshot/snapshot.service.js'
import { pageRows } from './pageRows.js'

/** The parameters of the pages report. */
export const pagesQuery = reportQuery({
  /** What the page contains. */
  search: z.string('must be a string').max(2_048, 'must have at most 2048 characters').default(''),
  limit: integerParam(1, 10_000).default(50),
})

type PagesQuery = z.output<typeof pagesQuery>

@Injectable()
export class PagesService extends SnapshotReport<PagesQuery, Pick<PagesReport, 'pages'>> {
  readonly name = 'pages'
  protected readonly schema = pagesQuery
  protected override readonly effective = wholeDays

  constructor(snapshots: SnapshotService) {
    super((site) => snapshots.read(site))
  }

  protected compute(sessions: readonly SegmentView[], query: PagesQuery) {
    return { pages: pageRows(sessions, query) }
  }
}
