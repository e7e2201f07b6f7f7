import type { SummaryReport } from '@mouse-tracking/contract'
import { Injectable } from '@nestjs/common'
import { type Filters, reportQuery, wholeDays } from '../reports/filters.js'
import { SnapshotReport } from '../reports/snapshotReport.js'
import type { SegmentView } from '../segments/segment.js'
import { SnapshotService } from '../snapshot/snapshot.service.js'
import { summarise } from './summarise.js'

@Injectable()
export class SummaryService extends SnapshotReport<Filters, Pick<SummaryReport, 'total' | 'days'>> {
  readonly name = 'summary'
  protected readonly schema = reportQuery({})
  protected override readonly effective = wholeDays

  constructor(snapshots: SnapshotService) {
    super((site) => snapshots.read(site))
  }

  protected compute(sessions: readonly SegmentView[], query: Filters) {
    return summarise(sessions, query)
  }
}
