import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common'
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { FormsService } from '../forms/forms.service.js'
import { FunnelService } from '../funnel/funnel.service.js'
import { HeatmapService } from '../heatmap/heatmap.service.js'
import { PagesService } from '../pages/pages.service.js'
import { PathsService } from '../paths/paths.service.js'
import { checked } from '../problem/checked.js'
import { AccessFor } from '../sites/access.guard.js'
import { SummaryService } from '../summary/summary.service.js'

/** A funnel's parameters are its body. */
const noQuery = z.strictObject({})

/** The reports of a site; for its embed tokens and the admin key. */
@ApiTags('reports')
@ApiBearerAuth()
@AccessFor('reports')
@Controller('api/sites/:site')
export class ReportsController {
  constructor(
    private readonly heatmaps: HeatmapService,
    private readonly walks: PathsService,
    private readonly funnels: FunnelService,
    private readonly views: PagesService,
    private readonly formsReport: FormsService,
    private readonly summaries: SummaryService,
  ) {}

  @Get('heatmap')
  @Header('Content-Type', 'application/json; charset=utf-8')
  heatmap(@Param('site') site: string, @Query() query: unknown) {
    return this.heatmaps.json(site, query)
  }

  @Get('paths')
  paths(@Param('site') site: string, @Query() query: unknown) {
    return this.walks.report(site, query)
  }

  @Post('funnel')
  @HttpCode(200)
  funnel(@Param('site') site: string, @Query() query: unknown, @Body() body: unknown) {
    checked(noQuery, query, 'query')
    return this.funnels.report(site, body)
  }

  @Get('pages')
  pages(@Param('site') site: string, @Query() query: unknown) {
    return this.views.report(site, query)
  }

  @Get('forms')
  forms(@Param('site') site: string, @Query() query: unknown) {
    return this.formsReport.report(site, query)
  }

  @Get('summary')
  summary(@Param('site') site: string, @Query() query: unknown) {
    return this.summaries.report(site, query)
  }
}
