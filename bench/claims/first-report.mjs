// The first funnel after a start, when nothing is in memory: of several starts, each on the same sessions.
import { MongoClient } from 'mongodb'
import { loadedDir, loadMongo, SITE } from '../data/loadedDir.mjs'
import { funnelBody, wholeFunnel } from '../data/questions.mjs'
import { startServer } from '../server/startServer.mjs'
import { median } from '../statistics.mjs'

const STARTS = 5
const TARGET_MS = 1_500

/**
 * @param {import('../options.mjs').Options} options
 * @returns {Promise<import('../table.mjs').Row[]>}
 */
export async function measure(options) {
  const { sessions, seed, mongodb, redis } = options
  const rows = [await ofStore('built-in store', { DATA_DIR: await loadedDir(options, sessions) })]
  if (mongodb !== undefined && redis !== undefined) {
    const uri = new URL(mongodb)
    uri.pathname = `/bench_${process.pid}`
    const client = new MongoClient(uri.href)
    try {
      await loadMongo(uri.href, seed, sessions)
      rows.push(await ofStore('MongoDB', { MONGODB_URI: uri.href, REDIS_URL: redis }))
    } finally {
      await client.db().dropDatabase()
      await client.close()
    }
  }
  return rows
}

/**
 * @param {string} store
 * @param {Record<string, string>} env
 * @returns {Promise<import('../table.mjs').Row>}
 */
async function ofStore(store, env) {
  /** @type {number[]} */
  const times = []
  for (let start = 0; start < STARTS; start++) {
    const server = await startServer(env)
    try {
      const startedAt = performance.now()
      await server.ask(`/api/sites/${SITE}/funnel`, funnelBody(wholeFunnel('session', start)))
      times.push(performance.now() - startedAt)
    } finally {
      await server.stop()
    }
  }
  return {
    claim: `first funnel after a start, ${store}`,
    ours: median(times),
    unit: 'ms',
    target: TARGET_MS,
    kind: 'at most',
    note: `${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)} ms of ${STARTS} starts`,
  }
}
