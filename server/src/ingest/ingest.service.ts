import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { Batch } from '@mouse-tracking/contract'
import { Injectable, Logger } from '@nestjs/common'
import { ackSeconds, countStoreError, ingestEvents } from '../operations/metrics.js'
import { checked } from '../problem/checked.js'
import { badRequest, forbidden, unavailable } from '../problem/problem.exception.js'
import { pageOf } from '../reports/pageOf.js'
import { partitionOf } from '../rollup/partitionOf.js'
import { RollupQueue } from '../rollup/rollup.queue.js'
import { digest } from '../sessions/digest.js'
import { SitesService } from '../sites/sites.service.js'
import { batchSchema } from './batch.schema.js'
import { BacklogFullError, BatchLogRepository } from './batchLog.repository.js'
import { skewOf, tooFarAhead } from './eventTime.js'

/** The write path: bytes of one batch → validated → durable. It never waits for a report. */
@Injectable()
export class IngestService {
  private readonly logger = new Logger(IngestService.name)

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

  /** @throws ProblemException 400 with every bad field. */
  validate(json: unknown): Batch {
    return checked(batchSchema, json, 'batch')
  }

  /**
   * Stores a batch, or finds that it is stored.
   * @param origin the `Origin` header of the request, checked where the site has a list.
   * @returns events accepted, once they are durable.
   * @throws ProblemException 400 (time), 403 (origin), 404 (site), 503 (store).
   */
  async accept(batch: Batch, origin: string | undefined): Promise<number> {
    const site = await this.sites.get(batch.site)
    if (site.origins.length > 0 && (origin === undefined || !site.origins.includes(origin)))
      throw forbidden(`The origin ${origin ?? '(none)'} is not on the list of site "${site.id}".`)
    const now = Date.now()
    const skewMs = skewOf(batch.sentAt, now)
    const ahead = tooFarAhead(batch, skewMs, now)
    if (ahead.length > 0) throw badRequest(`${ahead[0]!.path} ${ahead[0]!.message}.`, ahead)
    const stopTimer = ackSeconds.startTimer()
    const body = Buffer.from(JSON.stringify(batch))
    const partition = partitionOf(site.id, batch.visitor)
    try {
      const accepted = await this.log.append({
        _id: createHash('sha256').update(`${site.id}/${batch.id}`).digest('base64url'),
        site: site.id,
        todo: partition,
        visitor: digest(batch.visitor),
        receivedAt: new Date(now),
        skewMs,
        accepted: batch.views.reduce((sum, { events }) => sum + events.length, 0),
        pages: batch.views.map(({ url }) => pageOf(url, site)),
        bytes: body.length,
        body,
      })
      stopTimer()
      ingestEvents.inc(accepted)
      this.rollup.wake(partition)
      return accepted
    } catch (error) {
      countStoreError(error)
      if (!(error instanceof BacklogFullError)) this.logger.error(error)
      throw unavailable('The store cannot take the batch just now; send it again.')
    }
  }
}
