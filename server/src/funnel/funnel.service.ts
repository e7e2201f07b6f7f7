import { Injectable } from '@nestjs/common'
import { ReportThreads } from '../compute/reportThreads.js'
import { SnapshotReport } from '../reports/snapshotReport.js'
import type { JourneySegment, JourneyView } from '../segments/segment.js'
import { SnapshotService } from '../snapshot/snapshot.service.js'
import type { FunnelCounts } from './FunnelTallies.js'
import { funnelQuerySchema, type ParsedFunnelQuery } from './funnelQuery.js'

@Injectable()
export class FunnelService extends SnapshotReport<ParsedFunnelQuery, FunnelCounts, JourneySegment> {
  readonly name = 'funnel'
  protected readonly schema = funnelQuerySchema
  protected override readonly from = 'body'

  constructor(
    snapshots: SnapshotService,
    private readonly threads: ReportThreads,
  ) {
    super((site) => snapshots.readJourneys(site))
  }

  protected compute(sessions: readonly JourneyView[], query: ParsedFunnelQuery) {
    return this.threads.funnel(sessions, query)
  }
}
