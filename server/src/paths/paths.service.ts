import type { PathsReport } from '@mouse-tracking/contract'
import { Injectable } from '@nestjs/common'
import { ReportThreads } from '../compute/reportThreads.js'
import { SnapshotReport } from '../reports/snapshotReport.js'
import type { JourneySegment, JourneyView } from '../segments/segment.js'
import { SnapshotService } from '../snapshot/snapshot.service.js'
import { buildPaths } from './buildPaths.js'
import { type ParsedPathsQuery, pathsQuerySchema } from './pathsQuery.js'

type PathsBody = Pick<PathsReport, 'sessions' | 'nodes' | 'links'>

@Injectable()
export class PathsService extends SnapshotReport<ParsedPathsQuery, PathsBody, JourneySegment> {
  readonly name = 'paths'
  protected readonly schema = pathsQuerySchema

  constructor(
    snapshots: SnapshotService,
    private readonly threads: ReportThreads,
  ) {
    super((site) => snapshots.readJourneys(site))
  }

  protected compute(sessions: readonly JourneyView[], query: ParsedPathsQuery) {
    return buildPaths(sessions, query, this.threads.walkCounter(sessions))
  }
}
