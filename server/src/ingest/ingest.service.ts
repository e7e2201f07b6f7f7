import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import type { Batch } from '@mouse-tracking/contract'
import { Injectable } from '@nestjs/common'
import { ackSeconds, countStoreError, ingestEvents } from '../operations/metrics.js'
import { checked } from '../problem/checked.js'
import { badRequest, forbidden, unavailable } from '../problem/problem.exception.js'
import { pageOf } from '../reports/pageOf.js'
import { partitionOf } from '../rollup/partitionOf.js'
import { RollupQueue } from '../rollup/rollup.queue.js'
import { digest } from '../sessions/digest.js'
import { type SiteSettings, SitesService } from '../sites/sites.service.js'
import type { StoredBatch } from './batch.entity.js'
import { batchSchema } from './batch.schema.js'
import { BatchLogRepository } from './batchLog.repository.js'
import { skewOf, tooFarAhead } from './eventTime.js'

/** The write path: bytes of one batch → validated → durable. It never waits for a report. */
@Injectable()
export class IngestService {
  constructor(
    private readonly sites: SitesService,
    private readonly log: BatchLogRepository,
    private readonly rollup: RollupQueue,
  ) {}

  /** @throws ProblemException 400 when the bytes are no JSON text. */
  parse(body: Buffer): unknown {
    if (!isUtf8(body)) throw badRequest('The body is not valid UTF-8.')
    try {
      return JSON.parse(body.toString('utf8'))
    } catch (error) {
      throw badRequest(`The body is not valid JSON: ${(error as Error).message}`)
    }
  }

  /**
   * Stores a batch, or finds that it is stored.
   * @param json what may be a batch
   * @param origin the `Origin` header of the request, checked where the site has a list.
   * @returns events accepted, once they are durable.
   * @throws ProblemException 400 (with every bad field; time), 403 (origin), 404 (site), 503 (store).
   */
  async take(json: unknown, origin: string | undefined): Promise<number> {
    const batch = checked(batchSchema, json, 'batch')
    const site = await this.sites.get(batch.site)
    if (site.origins.length > 0 && (origin === undefined || !site.origins.includes(origin)))
      throw forbidden(`The origin ${origin ?? '(none)'} is not on the list of site "${site.id}".`)
    // Not awaited here: while the store writes, only the bytes stay in memory, not what was parsed.
    return this.store(storedOf(batch, site, Date.now()))
  }

  private async store(batch: NewBatch): Promise<number> {
    const stopTimer = ackSeconds.startTimer()
    try {
      const accepted = await this.log.append(batch)
      stopTimer()
      ingestEvents.inc(accepted)
      this.rollup.wake(batch.todo)
      return accepted
    } catch (error) {
      countStoreError(error)
      throw unavailable('The store cannot take the batch just now; send it again.')
    }
  }
}

type NewBatch = StoredBatch & Required<Pick<StoredBatch, 'todo'>>

/** @throws ProblemException 400 when the batch tells of a time that is too far ahead. */
function storedOf(batch: Batch, site: SiteSettings, now: number): NewBatch {
  const skewMs = skewOf(batch.sentAt, now)
  const ahead = tooFarAhead(batch, skewMs, now)
  if (ahead.length > 0) throw badRequest(`${ahead[0]!.path} ${ahead[0]!.message}.`, ahead)
  const body = Buffer.from(JSON.stringify(batch))
  return {
    _id: hash('sha256', `${site.id}/${batch.id}`, 'base64url'),
    site: site.id,
    todo: partitionOf(site.id, batch.visitor),
    visitor: digest(batch.visitor),
    receivedAt: new Date(now),
    skewMs,
    accepted: batch.views.reduce((sum, { events }) => sum + events.length, 0),
    pages: batch.views.map(({ url }) => pageOf(url, site)),
    bytes: body.length,
    body,
  }
}
