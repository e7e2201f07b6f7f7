// Fills a data folder of the built-in store with generated sessions. They go through the server's own rollup and pack code, day
// by day, as a worker would take them from the batch log; only the way into the log (HTTP, validation) is left out, which takes
// hours for millions of sessions and leaves nothing that reports read. Run by `loadedDir.mjs` in a process of its own.
import { parseArgs } from 'node:util'
import { getConnectionToken, getModelToken } from '@nestjs/mongoose'
import { createApp } from '../../server/dist/app/createApp.js'
import { readConfig } from '../../server/dist/config/config.js'
import { startEmbeddedStore } from '../../server/dist/embedded/startEmbeddedStore.js'
import { MIGRATIONS } from '../../server/dist/migrations/migrations.js'
import { runMigrations } from '../../server/dist/migrations/runMigrations.js'
import { pageOf } from '../../server/dist/reports/pageOf.js'
import { PackService } from '../../server/dist/rollup/pack.service.js'
import { partitionOf } from '../../server/dist/rollup/partitionOf.js'
import { PartitionsRepository } from '../../server/dist/rollup/partitions.repository.js'
import { RollupService } from '../../server/dist/rollup/rollup.service.js'
import { newSiteSchema } from '../../server/dist/sites/site.schema.js'
import { SitesService } from '../../server/dist/sites/sites.service.js'
import { batchOf } from './batchOf.mjs'
import { DAYS, sessions } from './sessions.mjs'

const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    mongodb: { type: 'string' },
    site: { type: 'string', default: 'bench' },
    seed: { type: 'string' },
    sessions: { type: 'string' },
  },
})
const { site } = values
const seed = Number(values.seed)
const count = Number(values.sessions)

const store = values.mongodb === undefined ? await startEmbeddedStore({ path: values.dir ?? '' }) : null
const adminKey = 'bench-admin-key'
const mongodbUri = values.mongodb ?? store?.uri ?? ''
const config = { ...readConfig({ ADMIN_KEY: adminKey, MONGODB_URI: mongodbUri }), role: 'api' }
const app = await createApp({ config, adminKey, mongodbUri, builtIn: store !== null })
await runMigrations(app.get(getConnectionToken()), MIGRATIONS)
const sites = app.get(SitesService)
await sites.ensure(newSiteSchema.parse({ id: site, name: 'Bench', retentionDays: null }))
const rules = await sites.get(site)
const chunks = app.get(getModelToken('Chunk'))
const partitions = app.get(PartitionsRepository)
const packing = app.get(PackService)
const rollup = app.get(RollupService)

for (let day = 0; day < DAYS; day++) {
  for (const [partition, stored] of storedBatches(day)) {
    await partitions.withLease(partition, async (lease) => {
      const { log } = lease.partition
      const seq = lease.partition.seq + 1
      const content = await rollup.contentOf(stored, false)
      await chunks.collection.insertOne({ _id: `${log}:${seq}`, site, log, seq, ...content })
      await lease.update({ seq })
    })
    await packing.run(partition)
  }
  process.stderr.write(`\r  loading ${count} sessions: day ${day + 1} of ${DAYS}`)
}
process.stderr.write('\n')
await app.close()
await store?.close()

/**
 * The day's batches as the batch log holds them, by partition.
 * @param {number} day
 */
function storedBatches(day) {
  /** @type {Map<string, object[]>} */
  const byPartition = new Map()
  const receivedAt = new Date()
  const first = Math.ceil((day * count) / DAYS)
  const end = Math.ceil(((day + 1) * count) / DAYS)
  for (const session of sessions(seed, count, first, end)) {
    const batch = batchOf(session, site)
    const partition = partitionOf(site, batch.visitor)
    const stored = byPartition.get(partition) ?? []
    byPartition.set(partition, stored)
    const pages = batch.views.map(({ url }) => pageOf(url, rules))
    stored.push({ receivedAt, skewMs: 0, pages, body: Buffer.from(JSON.stringify(batch)) })
  }
  return byPartition
}
