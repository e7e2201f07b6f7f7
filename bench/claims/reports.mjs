// Funnels and paths over HTTP beside ClickHouse in this process: time, bytes, memory.
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadedDir, SITE } from '../data/loadedDir.mjs'
import {
  countsOf,
  foldedLinks,
  funnelBody,
  linksOf,
  PATH_DEPTH,
  pathsPath,
  weekFunnel,
  wholeFunnel,
} from '../data/questions.mjs'
import { funnelQueries, openClickHouse, pathQueries, rowsOf } from '../peers/clickhouse.mjs'
import { startServer } from '../server/startServer.mjs'
import { storedBytes } from '../server/storedBytes.mjs'
import { inTurns, median } from '../statistics.mjs'

const FUNNELS = {
  'funnel of 4 steps, per session': {
    ask: (/** @type {number} */ round) => wholeFunnel('session', round),
    target: 0.4,
  },
  'funnel of 4 steps, per visitor': {
    ask: (/** @type {number} */ round) => wholeFunnel('visitor', round),
    target: 0.7,
  },
  'funnel of 4 steps, 7 days, one device': { ask: weekFunnel, target: 0.3 },
}
const REST_MS = 45_000

/**
 * @param {import('../options.mjs').Options} options
 * @returns {Promise<import('../table.mjs').Row[]>}
 */
export async function measure(options) {
  const { sessions, rounds } = options
  const dir = await loadedDir(options, sessions)
  const clickHouse = await openClickHouse(options, sessions)
  const peer = `ClickHouse ${clickHouse.version} (chdb)`
  const { hot, identity } = await storedBytes(dir)
  const server = await startServer({ DATA_DIR: dir })
  try {
    // What the start has left behind is collected when nothing happens for a while.
    await sleep(REST_MS)
    const rest = server.memory().now
    /** @type {import('../table.mjs').Row[]} */
    const rows = []
    for (const [claim, { ask, target }] of Object.entries(FUNNELS)) {
      await checkFunnel(server, clickHouse, ask(0))
      const ways = funnelQueries(ask(0))
      const times = await inTurns(rounds, {
        ours: (round) => server.ask(`/api/sites/${SITE}/funnel`, funnelBody(ask(round))),
        ...Object.fromEntries(
          Object.keys(ways).map((way) => [
            way,
            (/** @type {number} */ round) => rowsOf(clickHouse, funnelQueries(ask(round))[way] ?? ''),
          ]),
        ),
      })
      rows.push(row(claim, times, peer, target))
    }
    await checkPaths(server, clickHouse)
    const paths = await inTurns(rounds, {
      ours: () => server.ask(pathsPath(SITE)),
      ...Object.fromEntries(
        Object.entries(pathQueries(PATH_DEPTH)).map(([way, sql]) => [way, () => rowsOf(clickHouse, sql)]),
      ),
    })
    rows.push(row(`paths of ${PATH_DEPTH} pages`, paths, peer, 0.15))
    return [
      ...rows,
      {
        claim: 'stored bytes a session, key events',
        ours: hot / sessions,
        peer: { name: peer, value: clickHouse.bytesPerSession },
        unit: 'bytes',
        target: 1,
        kind: 'ratio',
        note: `${(identity / sessions).toFixed(0)} bytes more for merging late events, which no report reads`,
      },
      { claim: 'memory at rest', ours: rest, unit: 'MB', target: 150, kind: 'at most' },
      {
        claim: 'memory under reports, at most',
        ours: server.memory().most,
        unit: 'MB',
        target: 500,
        kind: 'at most',
      },
    ]
  } finally {
    await server.stop()
    clickHouse.session.close()
  }
}

/**
 * @param {string} claim
 * @param {Record<string, number[]>} times
 * @param {string} peer
 * @param {number} target
 * @returns {import('../table.mjs').Row}
 */
function row(claim, { ours = [], ...ways }, peer, target) {
  const best = Math.min(...Object.values(ways).map(median))
  return { claim, ours: median(ours), peer: { name: peer, value: best }, unit: 'ms', target, kind: 'ratio' }
}

/**
 * @param {import('../server/startServer.mjs').Server} server
 * @param {import('../peers/clickhouse.mjs').ClickHouse} clickHouse
 * @param {import('../data/questions.mjs').FunnelQuestion} question
 */
async function checkFunnel(server, clickHouse, question) {
  const { steps, pending } = JSON.parse(await server.ask(`/api/sites/${SITE}/funnel`, funnelBody(question)))
  assert.equal(pending, 0)
  const counts = steps.map(({ count }) => count)
  for (const [way, sql] of Object.entries(funnelQueries(question)))
    assert.deepEqual(
      counts,
      countsOf(rowsOf(clickHouse, sql), counts.length),
      `ClickHouse ${way} answers otherwise`,
    )
}

/**
 * @param {import('../server/startServer.mjs').Server} server
 * @param {import('../peers/clickhouse.mjs').ClickHouse} clickHouse
 */
async function checkPaths(server, clickHouse) {
  const links = linksOf(JSON.parse(await server.ask(pathsPath(SITE))))
  for (const [way, sql] of Object.entries(pathQueries(PATH_DEPTH)))
    assert.deepEqual(links, foldedLinks(rowsOf(clickHouse, sql)), `ClickHouse ${way} answers otherwise`)
}
