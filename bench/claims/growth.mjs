// What reports cost as sessions grow, and whether memory stays within its bound.
import { loadedDir, SITE } from '../data/loadedDir.mjs'
import { funnelBody, pathsPath, wholeFunnel } from '../data/questions.mjs'
import { startServer } from '../server/startServer.mjs'
import { inTurns, median } from '../statistics.mjs'

/** Noise and what a report costs however small the site is. */
const SLACK = 1.15
/** What `REPORT_CACHE_MB` is at least, and what a session takes of it: see the operator's guide, Sizing. */
const LEAST_CACHE_MB = 256
const SESSION_BYTES = 130

/**
 * @param {import('../options.mjs').Options} options
 * @returns {Promise<import('../table.mjs').Row[]>}
 */
export async function measure(options) {
  /** @type {import('../table.mjs').Row[]} */
  const rows = []
  let before = null
  for (const sessions of options.growth) {
    const cacheMb = Math.max(LEAST_CACHE_MB, Math.ceil((sessions * SESSION_BYTES) / 2 ** 20))
    const server = await startServer({
      DATA_DIR: await loadedDir(options, sessions),
      REPORT_CACHE_MB: String(cacheMb),
    })
    try {
      const times = await inTurns(options.rounds, {
        funnel: (round) => server.ask(`/api/sites/${SITE}/funnel`, funnelBody(wholeFunnel('visitor', round))),
        paths: () => server.ask(pathsPath(SITE)),
      })
      const cost = { funnel: median(times.funnel), paths: median(times.paths), sessions }
      const size = `${sessions.toLocaleString('en-GB')} sessions`
      // The smallest size is what the others are held to.
      for (const report of before === null ? [] : /** @type {const} */ (['funnel', 'paths'])) {
        const linear = ((before?.[report] ?? 0) * sessions) / (before?.sessions ?? 1)
        rows.push({
          claim: `${report === 'funnel' ? 'funnel per visitor' : 'paths'}, ${size}`,
          ours: cost[report],
          peer: { name: 'if it grew with sessions', value: linear },
          unit: 'ms',
          target: SLACK,
          kind: 'ratio',
        })
      }
      rows.push({
        claim: `memory at most, ${size}`,
        ours: server.memory().most,
        unit: 'MB',
        target: 500,
        kind: 'at most',
        note: `REPORT_CACHE_MB=${cacheMb}`,
      })
      before = cost
    } finally {
      await server.stop()
    }
  }
  return rows
}
