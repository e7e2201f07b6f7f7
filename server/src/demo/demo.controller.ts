import { Controller, Get, Header, Headers } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { forbidden } from '../problem/problem.exception.js'
import { AccessFor } from '../sites/access.guard.js'
import { signEmbedToken } from '../sites/embedToken.js'
import { SitesService } from '../sites/sites.service.js'
import { DEMO_SITE } from './demoSite.js'

/** Seconds. */
const EXPIRES_IN = 900

@ApiTags('demo')
@AccessFor('open')
@Controller('api/demo')
export class DemoController {
  constructor(private readonly sites: SitesService) {}

  /**
   * An embed token for the demo site, for the start page of this very server: pages of other origins do not get one, since
   * a browser says where they are from.
   */
  @Get('token')
  @Header('cache-control', 'no-store')
  async token(@Headers('origin') origin: string | undefined, @Headers('host') host: string | undefined) {
    if (origin !== undefined && hostOf(origin) !== host)
      throw forbidden(
        'Demo tokens are for the start page of this server; other pages get theirs from their own back end.',
      )
    const { secret } = await this.sites.get(DEMO_SITE)
    return {
      site: DEMO_SITE,
      token: await signEmbedToken(DEMO_SITE, secret, EXPIRES_IN),
      expiresIn: EXPIRES_IN,
    }
  }
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host
  } catch {
    return undefined
  }
}
