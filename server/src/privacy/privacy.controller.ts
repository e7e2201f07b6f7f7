import { Controller, Delete, Get, HttpStatus, Param, Res, StreamableFile } from '@nestjs/common'
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { checked } from '../problem/checked.js'
import { SitesService } from '../sites/sites.service.js'
import { ErasureService } from './erasure.service.js'
import { ExportService } from './export.service.js'
import { SiteRemovalService } from './siteRemoval.service.js'

/** How long (ms) a request waits for its job. */
const PATIENCE = 30_000

const visitorParams = z.object({
  visitor: z.string().regex(/^[A-Za-z0-9._:-]{1,64}$/, 'must be 1 to 64 characters of A-Za-z0-9._:-'),
})

/** What the law gives visitors, and the end of a site; the admin key alone. */
@ApiTags('privacy')
@ApiBearerAuth()
@Controller('api/sites/:site')
export class PrivacyController {
  constructor(
    private readonly sites: SitesService,
    private readonly erasures: ErasureService,
    private readonly exports: ExportService,
    private readonly removals: SiteRemovalService,
  ) {}

  /** All that is held of a visitor. */
  @Get('visitors/:visitor')
  async export(@Param('site') site: string, @Param() params: unknown): Promise<StreamableFile> {
    const { visitor } = checked(visitorParams, params, 'path')
    await this.sites.get(site)
    return new StreamableFile(await this.exports.export(site, visitor), { type: 'application/json' })
  }

  /** Erases a visitor: 204 when it is done, 202 when it takes longer and is being done. */
  @Delete('visitors/:visitor')
  async erase(
    @Param('site') site: string,
    @Param() params: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { visitor } = checked(visitorParams, params, 'path')
    await this.sites.get(site)
    return done(reply, await this.erasures.erase(site, visitor, PATIENCE))
  }

  /** Removes the site with all of its data: 204 when it is done, 202 when it takes longer and is being done. */
  @Delete()
  async remove(@Param('site') site: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return done(reply, await this.removals.remove(site, PATIENCE))
  }
}

function done(reply: FastifyReply, isDone: boolean) {
  reply.status(isDone ? HttpStatus.NO_CONTENT : HttpStatus.ACCEPTED)
  return isDone ? undefined : { status: 'running' }
}
