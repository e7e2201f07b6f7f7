import { createHash, timingSafeEqual } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { decodeJwt, errors } from 'jose'
import { ADMIN_KEY } from '../config/config.module.js'
import { forbidden, ProblemException, unauthorized } from '../problem/problem.exception.js'
import { verifyEmbedToken } from './embedToken.js'
import { SitesService } from './sites.service.js'

/** The right to read reports. */
export interface Reader {
  site: string | null
  until: number
}

/** Decides what a bearer key may do: the admin key everything, an embed token the reports of its site. */
@Injectable()
export class AccessService {
  private readonly adminDigest: Buffer

  constructor(
    @Inject(ADMIN_KEY) adminKey: string,
    private readonly sites: SitesService,
  ) {
    this.adminDigest = sha256(adminKey)
  }

  /** @throws ProblemException 401 without or with a wrong key, 403 with an embed token. */
  async requireAdmin(key: string | undefined): Promise<void> {
    if (key === undefined) throw unauthorized('Send the admin key as "Authorization: Bearer <key>".')
    if (this.isAdmin(key)) return
    const site = siteClaimOf(key)
    if (site === undefined) throw unauthorized('The key is not the admin key.')
    await this.verify(key, site)
    throw forbidden('An embed token reads reports; this needs the admin key.')
  }

  /** @throws ProblemException 401 or 403 unless the key reads this site's reports; 404 to the admin for an unknown site. */
  async requireReports(key: string | undefined, site: string): Promise<void> {
    const reader = await this.reader(key)
    if (reader.site === null) await this.sites.get(site)
    else if (reader.site !== site) throw forbidden(`The token is for another site than "${site}".`)
  }

  /**
   * Who a key makes one.
   * @returns the site that may be read, null for all, and when the right ends (epoch ms).
   * @throws ProblemException 401 for a key that is none, 403 for a token that does not read reports.
   */
  async reader(key: string | undefined): Promise<Reader> {
    if (key === undefined)
      throw unauthorized('Send the admin key or an embed token as "Authorization: Bearer <key>".')
    if (this.isAdmin(key)) return { site: null, until: Number.POSITIVE_INFINITY }
    const site = siteClaimOf(key)
    if (site === undefined) throw unauthorized('The key is neither the admin key nor an embed token.')
    const { scope, until } = await this.verify(key, site)
    if (scope !== 'reports') throw forbidden('The token\'s scope is not "reports".')
    return { site, until }
  }

  private async verify(token: string, site: string) {
    try {
      const { secret } = await this.sites.get(site)
      return await verifyEmbedToken(token, secret)
    } catch (error) {
      const isToken = error instanceof errors.JOSEError
      const isSite = error instanceof ProblemException && error.problem.status === 404
      if (!isToken && !isSite) throw error
      throw unauthorized('The embed token is expired, unsigned or signed otherwise; get a new one.')
    }
  }

  private isAdmin(key: string): boolean {
    return timingSafeEqual(sha256(key), this.adminDigest)
  }
}

function siteClaimOf(token: string): string | undefined {
  try {
    const { site } = decodeJwt(token)
    return typeof site === 'string' ? site : undefined
  } catch {
    return undefined
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest()
