// The heatmap of a busy page over HTTP: 30 days, 5 width classes, its points counted again in this process. Twice: asked again
// while nobody visits the page, and after a click on it that is not in the last answer.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DENSE_PAGE, denseBatch, denseBatches } from '../data/denseBatches.mjs'
import { BEGIN, END } from '../data/sessions.mjs'
import { loadHttp } from '../server/loadHttp.mjs'
import { startServer } from '../server/startServer.mjs'
import { inTurns, median } from '../statistics.mjs'

const SITE = 'dense'
const TARGET_MS = 25

/**
 * @param {import('../options.mjs').Options} options
 * @returns {Promise<import('../table.mjs').Row[]>}
 */
export async function measure({ seed, rounds, quick }) {
  const dir = await mkdtemp(join(tmpdir(), 'mouse-tracking-bench-'))
  const server = await startServer({ DATA_DIR: dir })
  try {
    await server.ask('/api/sites', { id: SITE, name: 'Dense' })
    const batches = [...denseBatches(seed, quick ? 1 : 4, SITE)]
    await loadHttp(
      `${server.url}/api/tracking/events`,
      (number) => batches[number] ?? '',
      3_600,
      batches.length,
    )
    const range = `from=${new Date(BEGIN).toISOString()}&to=${new Date(END).toISOString()}`
    const ask = () => server.ask(`/api/sites/${SITE}/heatmap?page=${DENSE_PAGE}&layer=click&${range}`)
    let report = JSON.parse(await ask())
    // Late batches are packed within the minute; a report reads those that are not as well, but a day's visitors do not wait.
    for (; report.pending > 0; report = JSON.parse(await ask())) await sleep(100)
    const cells = countCells(batches)
    assert.deepEqual(new Map(report.points.map(([column, row, value]) => [row * 200 + column, value])), cells)
    await sleep(12_000)
    // V8 compiles what it has run often enough; a server that is up has.
    for (let warmUp = 0; warmUp < 20; warmUp++) await ask()
    const { ours } = await inTurns(rounds, { ours: ask })
    const clicked = []
    for (let round = 0; round < rounds; round++) {
      await server.ask('/api/tracking/events', lateClick(round))
      while (JSON.parse(await server.ask(`/api/sites/${SITE}/summary?${range}`)).pending > 0) await sleep(20)
      const start = performance.now()
      const answer = await ask()
      clicked.push(performance.now() - start)
      assert.equal(JSON.parse(answer).total, report.total + round + 1)
    }
    return [
      {
        claim: 'heatmap report, 30 days, 5 width classes',
        ours: median(ours),
        unit: 'ms',
        target: TARGET_MS,
        kind: 'at most',
        note: `${cells.size} points from ${batches.length * 1_000} clicks`,
      },
      {
        claim: 'the same, just after a click on the page',
        ours: median(clicked),
        unit: 'ms',
        target: TARGET_MS,
        kind: 'at most',
      },
    ]
  } finally {
    await server.stop()
    await rm(dir, { recursive: true })
  }
}

/** @param {number} round */
function lateClick(round) {
  const click = { type: 'click', t: 0, x: 640, y: 10 * round, selector: '#late' }
  return denseBatch(SITE, `late-${round}`, 1_280, END - 60_000, [click])
}

/** @param {readonly string[]} batches */
function countCells(batches) {
  /** @type {Map<number, number>} */
  const cells = new Map()
  for (const batch of batches) {
    for (const { viewport, events } of JSON.parse(batch).views) {
      for (const { x, y } of events) {
        const cell = Math.floor(y / 10) * 200 + Math.floor((x / viewport[0]) * 200)
        cells.set(cell, (cells.get(cell) ?? 0) + 1)
      }
    }
  }
  return cells
}
