// Durable ingest over HTTP beside a bare Fastify route with the same schema, under the same load in turns; and how soon the
// rollup has it all.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { trackedBatches } from '../data/trackedBatches.mjs'
import { loadHttp } from '../server/loadHttp.mjs'
import { startServer } from '../server/startServer.mjs'
import { withDatabase } from '../server/withDatabase.mjs'
import { median } from '../statistics.mjs'

const SITE = 'ingest'
const ROUNDS = 3
const PEER = 'bare Fastify, same zod schema'

/**
 * @param {import('../options.mjs').Options} options
 * @returns {Promise<import('../table.mjs').Row[]>}
 */
export async function measure(options) {
  const bare = await startBare()
  try {
    const dir = await mkdtemp(join(tmpdir(), 'mouse-tracking-bench-'))
    const rows = await ofStore('built-in store', { DATA_DIR: dir }, bare.url, options, 0.5)
    await rm(dir, { recursive: true })
    const { mongodb, redis } = options
    if (mongodb !== undefined && redis !== undefined) {
      const more = await withDatabase(mongodb, (uri) =>
        ofStore('MongoDB and Redis', { MONGODB_URI: uri, REDIS_URL: redis }, bare.url, options, 0.25),
      )
      rows.push(...more)
    }
    return rows
  } finally {
    bare.child.kill('SIGTERM')
  }
}

/**
 * @param {string} store
 * @param {Record<string, string>} env
 * @param {string} bareUrl
 * @param {import('../options.mjs').Options} options
 * @param {number} target
 * @returns {Promise<import('../table.mjs').Row[]>}
 */
async function ofStore(store, env, bareUrl, { seed, seconds }, target) {
  const server = await startServer(env)
  try {
    await server.ask('/api/sites', { id: SITE, name: 'Ingest' })
    const ingest = `${server.url}/api/tracking/events`
    const batch = trackedBatches(seed, SITE)
    let sent = 0
    /** @param {string} url @param {number} seconds */
    const load = async (url, seconds) => {
      const first = sent
      const result = await loadHttp(url, (number) => batch(first + number), seconds)
      sent += 1_000_000
      return result
    }
    await load(bareUrl, seconds / 4)
    await load(ingest, seconds / 4)
    const rates = { ours: /** @type {number[]} */ ([]), bare: /** @type {number[]} */ ([]) }
    let settledMs = 0
    let cpu = 0
    let batches = 0
    for (let round = 0; round < ROUNDS; round++) {
      const plain = await load(bareUrl, seconds / ROUNDS)
      rates.bare.push(plain.answered / plain.seconds)
      const cpuBefore = server.cpuSeconds()
      const durable = await load(ingest, seconds / ROUNDS)
      rates.ours.push(durable.answered / durable.seconds)
      settledMs = Math.max(settledMs, await settled(server))
      cpu += server.cpuSeconds() - cpuBefore
      batches += durable.answered
    }
    return [
      {
        claim: `durable ingest, ${store}`,
        ours: median(rates.ours),
        peer: { name: PEER, value: median(rates.bare) },
        unit: 'batches/s',
        target,
        kind: 'at least',
        note: `${((cpu / batches) * 1e6).toFixed(0)} µs of processor time a batch, rollup included`,
      },
      {
        claim: `pending 0 after ingest, ${store}`,
        ours: settledMs,
        unit: 'ms',
        target: 2_000,
        kind: 'at most',
      },
      {
        claim: `memory under ingest, at most, ${store}`,
        ours: server.memory().most,
        unit: 'MB',
        target: 500,
        kind: 'at most',
      },
    ]
  } finally {
    await server.stop()
  }
}

/**
 * How long it takes until reports hold all that was acknowledged, ms.
 * @param {import('../server/startServer.mjs').Server} server
 */
async function settled(server) {
  const startedAt = performance.now()
  for (;;) {
    const { pending } = JSON.parse(await server.ask(`/api/sites/${SITE}/summary`))
    if (pending === 0) return performance.now() - startedAt
    await sleep(20)
  }
}

async function startBare() {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('../peers/bareFastify.mjs', import.meta.url))],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const [line] = await once(child.stdout, 'data')
  return { child, url: String(line).trim() }
}
