import { Injectable } from '@nestjs/common'
import { SnapshotReport } from '../reports/snapshotReport.js'
import type { JourneySegment, JourneyView } from '../segments/segment.js'
import { SnapshotService } from '../snapshot/snapshot.service.js'
import type { FunnelCounts } from './FunnelTallies.js'
import { funnelQuerySchema, type ParsedFunnelQuery } from './funnelQuery.js'
import { runFunnel } from './runFunnel.js'

@Injectable()
export class FunnelService extends SnapshotReport<ParsedFunnelQuery, FunnelCounts, JourneySegment> {
  readonly name = 'funnel'
  protected readonly schema = funnelQuerySchema
  protected override readonly from = 'body'

  constructor(snapshots: SnapshotService) {
    super((site) => snapshots.readJourneys(site))
  }

  protected compute(sessions: readonly JourneyView[], query: ParsedFunnelQuery) {
    return runFunnel(sessions, query)
  }
}
