import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common'
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger'
import { checked } from '../problem/checked.js'
import { signEmbedToken } from './embedToken.js'
import { newSiteSchema, siteChangesSchema, tokenRequestSchema } from './site.schema.js'
import { SitesService } from './sites.service.js'

/** Administration of sites; the admin key alone. */
@ApiTags('sites')
@ApiBearerAuth()
@Controller('api/sites')
export class SitesController {
  constructor(private readonly sites: SitesService) {}

  @Post()
  create(@Body() body: unknown) {
    return this.sites.create(checked(newSiteSchema, body, 'site'))
  }

  @Get()
  async list() {
    return { sites: await this.sites.list() }
  }

  @Patch(':site')
  update(@Param('site') site: string, @Body() body: unknown) {
    return this.sites.update(site, checked(siteChangesSchema, body, 'site'))
  }

  @Post(':site/secret')
  renewSecret(@Param('site') site: string) {
    return this.sites.renewSecret(site)
  }

  /** An embed token for a host app's front end. */
  @Post(':site/tokens')
  async token(@Param('site') site: string, @Body() body: unknown) {
    const { expiresIn } = checked(tokenRequestSchema, body ?? {}, 'request')
    const { secret } = await this.sites.get(site)
    return { token: await signEmbedToken(site, secret, expiresIn), expiresIn }
  }
}
