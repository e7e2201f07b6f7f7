import { Controller, Get, Header } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import type { Model } from 'mongoose'
import { Gauge, register } from 'prom-client'
import { StoredBatch } from '../ingest/batch.entity.js'
import { ErasureService } from '../privacy/erasure.service.js'
import { SiteRemovalService } from '../privacy/siteRemoval.service.js'
import { AccessFor } from '../sites/access.guard.js'
import { countStoreError } from './metrics.js'

/** How long (ms) the store may take to say what is waiting. */
const PATIENCE = 2_000

const pendingBatches = new Gauge({
  name: 'mouse_tracking_pending_batches',
  help: 'Acknowledged batches that no report holds yet, of all sites',
})

const rollupLag = new Gauge({
  name: 'mouse_tracking_rollup_lag_seconds',
  help: 'Age of the oldest acknowledged batch that no report holds yet',
})

const erasuresWaiting = new Gauge({
  name: 'mouse_tracking_erasures_waiting',
  help: 'Visitors who are to be erased and are not yet',
})

const removalsWaiting = new Gauge({
  name: 'mouse_tracking_removals_waiting',
  help: 'Sites that are to be removed with their data and are not yet',
})

/** What Prometheus scrapes. */
@Controller()
export class MetricsController {
  constructor(
    @InjectModel(StoredBatch.name) private readonly batches: Model<StoredBatch>,
    private readonly erasures: ErasureService,
    private readonly removals: SiteRemovalService,
  ) {}

  @Get('metrics')
  @AccessFor('open')
  @Header('content-type', register.contentType)
  @Header('cache-control', 'no-store')
  async metrics(): Promise<string> {
    await this.lookAtBacklog()
    return register.metrics()
  }

  private async lookAtBacklog() {
    const waiting = { todo: { $exists: true } }
    try {
      const [count, oldest, erasures, removals] = await Promise.all([
        this.batches.countDocuments(waiting).maxTimeMS(PATIENCE),
        this.batches
          .findOne(waiting)
          .sort({ receivedAt: 1 })
          .select({ receivedAt: 1 })
          .maxTimeMS(PATIENCE)
          .lean<Pick<StoredBatch, 'receivedAt'>>(),
        this.erasures.count(),
        this.removals.waiting(),
      ])
      pendingBatches.set(count)
      erasuresWaiting.set(erasures)
      removalsWaiting.set(removals.length)
      rollupLag.set(oldest ? Math.max(0, (Date.now() - oldest.receivedAt.getTime()) / 1_000) : 0)
    } catch (error) {
      // The other metrics are needed most when the store is away.
      countStoreError(error)
      for (const gauge of [pendingBatches, rollupLag, erasuresWaiting, removalsWaiting]) gauge.set(Number.NaN)
    }
  }
}
