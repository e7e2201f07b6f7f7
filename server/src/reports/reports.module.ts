import { Module } from '@nestjs/common'
import { FormsService } from '../forms/forms.service.js'
import { FunnelService } from '../funnel/funnel.service.js'
import { GridReader } from '../heatmap/gridReader.js'
import { HeatmapService } from '../heatmap/heatmap.service.js'
import { LiveGateway } from '../live/live.gateway.js'
import { PagesService } from '../pages/pages.service.js'
import { PathsService } from '../paths/paths.service.js'
import { SnapshotModule } from '../snapshot/snapshot.module.js'
import { SummaryService } from '../summary/summary.service.js'
import { REPORT_SOURCES, type ReportSource } from './reportSource.js'
import { ReportsController } from './reports.controller.js'

const REPORTS = [HeatmapService, PathsService, FunnelService, PagesService, FormsService, SummaryService]

/** Every report, over REST and live. */
@Module({
  imports: [SnapshotModule],
  controllers: [ReportsController],
  providers: [
    ...REPORTS,
    GridReader,
    { provide: REPORT_SOURCES, useFactory: (...reports: ReportSource[]) => reports, inject: REPORTS },
    LiveGateway,
  ],
})
export class ReportsModule {}
