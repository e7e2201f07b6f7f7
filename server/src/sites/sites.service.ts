import { randomBytes } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import { LRUCache } from 'lru-cache'
import type { Model } from 'mongoose'
import { ADMIN_KEY } from '../config/config.module.js'
import { ProblemException, problem, unknownSite } from '../problem/problem.exception.js'
import { seal, unseal } from './seal.js'
import { Site } from './site.entity.js'
import type { NewSite, SiteChanges } from './site.schema.js'

/** How long (ms) another process may go on with a site's old settings. */
export const STALE_AFTER = 1_000
/** Sites whose settings are kept at hand. */
const AT_HAND = 1_000
const DUPLICATE_KEY = 11_000
const LIVE = { removedAt: { $exists: false } }

/** A site as the server works with it. */
export interface SiteSettings extends Omit<Site, '_id' | 'sealedSecret' | 'removedAt'> {
  id: string
  /** Key of its embed tokens. */
  secret: Buffer
}

/** A site as the API shows it. */
export type SiteView = Omit<SiteSettings, 'secret' | 'createdAt'> & { createdAt: string }

@Injectable()
export class SitesService {
  private readonly cache = new LRUCache<string, SiteSettings>({ max: AT_HAND, ttl: STALE_AFTER })

  constructor(
    @InjectModel(Site.name) private readonly model: Model<Site>,
    @Inject(ADMIN_KEY) private readonly adminKey: string,
  ) {}

  /** @throws ProblemException 404 for a site that does not exist. */
  async get(id: string): Promise<SiteSettings> {
    const settings = await this.find(id)
    if (!settings) throw unknownSite(id)
    return settings
  }

  async find(id: string): Promise<SiteSettings | null> {
    const cached = this.cache.get(id)
    if (cached) return cached
    const site = await this.model.findOne({ _id: id, ...LIVE }).lean<Site>()
    if (!site) {
      this.cache.delete(id)
      return null
    }
    const settings = this.settingsOf(site)
    this.cache.set(id, settings)
    return settings
  }

  async list(): Promise<SiteView[]> {
    const sites = await this.model.find(LIVE).sort({ _id: 1 }).lean<Site[]>()
    return sites.map(viewOf)
  }

  /**
   * @returns the site and, this once, the secret that its embed tokens are signed with.
   * @throws ProblemException 409 when the id is taken.
   */
  async create({ id, ...settings }: NewSite): Promise<SiteView & { secret: string }> {
    const { secret, sealedSecret } = this.newSecret(id)
    const site: Site = { _id: id, ...settings, sealedSecret, createdAt: new Date() }
    try {
      await this.model.create(site)
    } catch (error) {
      if ((error as { code?: unknown }).code !== DUPLICATE_KEY) throw error
      const isLive = await this.model.exists({ _id: id, ...LIVE })
      const detail = isLive
        ? `There is a site "${id}" already; choose another id.`
        : `The data of a site "${id}" is still being removed; try again soon or choose another id.`
      throw new ProblemException(
        problem(409, 'site-exists', 'Site exists', detail, [{ path: 'id', message: 'is taken' }]),
      )
    }
    return { ...viewOf(site), secret }
  }

  async update(id: string, changes: SiteChanges): Promise<SiteView> {
    const site = await this.model
      .findOneAndUpdate({ _id: id, ...LIVE }, { $set: changes }, { returnDocument: 'after' })
      .lean<Site>()
    if (!site) throw unknownSite(id)
    this.cache.delete(id)
    return viewOf(site)
  }

  /** Makes a new secret; tokens signed with the old one are refused from now on. */
  async renewSecret(id: string): Promise<{ secret: string }> {
    const { secret, sealedSecret } = this.newSecret(id)
    const { matchedCount } = await this.model.updateOne({ _id: id, ...LIVE }, { $set: { sealedSecret } })
    if (matchedCount === 0) throw unknownSite(id)
    this.cache.delete(id)
    return { secret }
  }

  /** From now on there is no such site; its data is still to be removed (`SiteRemovalService`). */
  async close(id: string): Promise<void> {
    const { matchedCount } = await this.model.updateOne(
      { _id: id, ...LIVE },
      { $set: { removedAt: new Date() } },
    )
    this.cache.delete(id)
    if (matchedCount === 0) throw unknownSite(id)
  }

  /** Makes the site unless it is there. */
  async ensure(site: NewSite): Promise<void> {
    if (!(await this.model.exists({ _id: site.id }))) await this.create(site)
  }

  private newSecret(id: string) {
    const secret = randomBytes(32).toString('base64url')
    return { secret, sealedSecret: seal(Buffer.from(secret), this.adminKey, id) }
  }

  private settingsOf({ _id, sealedSecret, removedAt: _, ...site }: Site): SiteSettings {
    // Lean documents carry BSON Binary where the schema says Buffer.
    const sealed = Buffer.isBuffer(sealedSecret) ? sealedSecret : Buffer.from((sealedSecret as Binary).buffer)
    const { adminKey } = this
    return {
      ...site,
      id: _id,
      // Opened when it is needed: under another admin key than it was sealed with, all else goes on.
      get secret() {
        try {
          return unseal(sealed, adminKey, _id)
        } catch {
          throw sealedOtherwise(_id)
        }
      },
    }
  }
}

type Binary = { buffer: Uint8Array }

function viewOf({ _id, sealedSecret: _, removedAt: __, createdAt, ...site }: Site): SiteView {
  return { ...site, id: _id, createdAt: createdAt.toISOString() }
}

const sealedOtherwise = (site: string) =>
  new ProblemException(
    problem(
      409,
      'secret-sealed-otherwise',
      'Secret sealed otherwise',
      `The secret of site "${site}" was sealed with another ADMIN_KEY; make a new one: POST /api/sites/${site}/secret.`,
    ),
  )
