// The first funnel after a start, when nothing is in memory: of several starts, each on the same sessions.
import { loadedDir, loadMongo, SITE } from '../data/loadedDir.mjs'
import { funnelBody, wholeFunnel } from '../data/questions.mjs'
import { startServer } from '../server/startServer.mjs'
import { withDatabase } from '../server/withDatabase.mjs'
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
    const row = await withDatabase(mongodb, async (uri) => {
      await loadMongo(uri, seed, sessions)
      return ofStore('MongoDB', { MONGODB_URI: uri, REDIS_URL: redis })
    })
    rows.push(row)
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
