// `npm run load`: a fleet of browsers at several servers, and whether every report counts all of it.
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Received, recordedViews } from '../test/oracle/recorded.js'
import { Reports } from '../torture/Reports.js'
import { System } from '../torture/System.js'
import { ask, difference } from './balance.js'
import { Fleet } from './Fleet.js'
import { Gauges } from './Gauges.js'
import { LiveReports } from './LiveReports.js'
import { LIVE, questionsOf } from './questions.js'
import { visitsOf } from './visitsOf.js'

const USAGE = `npm run load -- [options]
  --visitors 10000      browsers, all of them there at once
  --minutes 60          when they leave, though there may be more to send
  --seed <number>       the same visits
  --at-once 128         batches that are on their way at any time
  --mongodb-uri <uri>   two API processes and two workers on this engine and a Redis of their own; else one
                        process on the built-in store
  --pairs 2             how many API processes, and how many workers
`
const SITE = 'load'
/** Time (s) for everything that was sent to be in the reports. */
const PATIENCE = 600
const DAY = 86_400_000

const { values } = parseArgs({
  options: {
    visitors: { type: 'string', default: '10000' },
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'at-once': { type: 'string', default: '128' },
    'mongodb-uri': { type: 'string' },
    pairs: { type: 'string', default: '2' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  process.stdout.write(USAGE)
  process.exit(0)
}

const begun = performance.now()
const seed = Number(values.seed)
const folder = await mkdtemp(join(tmpdir(), 'mouse-tracking-load-'))
say(`seed ${seed}, logs in ${folder}`)
const system = await System.start({
  folder,
  mongodbUri: values['mongodb-uri'],
  pairs: Number(values.pairs),
})
const failures: string[] = []
try {
  await run()
} catch (error) {
  fail((error as Error).stack ?? String(error))
}
failures.push(...system.crashes)
await system.stop().catch((error) => fail(error.message))
say(failures.length === 0 ? `balanced; seed ${seed}` : `NOT BALANCED; seed ${seed}, logs in ${folder}`)
process.exit(failures.length === 0 ? 0 : 1)

async function run() {
  const [first] = system.urls
  const reports = new Reports(first!, system.adminKey, PATIENCE * 1_000)
  await reports.ask('POST', '/api/sites', { id: SITE })
  const live = await LiveReports.open(system.urls, system.adminKey, SITE, LIVE)
  const gauges = new Gauges(system.servers)

  const midnight = Math.floor(Date.now() / DAY) * DAY
  const fleet = new Fleet({
    urls: system.urls,
    visitors: Number(values.visitors),
    atOnce: Number(values['at-once']),
    resent: 0.02,
    batchesOf: (visitor) => visitsOf(SITE, seed, visitor, midnight),
  })
  say(`${fleet.visitors.length} visitors at ${system.servers.map(({ name }) => name).join(', ')}`)
  const progress = setInterval(() => say(`${fleet.sent.length} acknowledged`), 15_000)
  const startedAt = performance.now()
  await fleet.run(Number(values.minutes) * 60).finally(() => clearInterval(progress))
  const seconds = (performance.now() - startedAt) / 1_000
  const waits = fleet.waits.sort((a, b) => a - b)
  const at = (share: number) => `${Math.round(waits[Math.floor((waits.length - 1) * share)]! * 1_000)} ms`
  say(
    `${fleet.sent.length} batches acknowledged: ${(fleet.sent.length / seconds).toFixed(0)} batches a second for ${seconds.toFixed(0)} s, after ${at(0.5)} (median), ${at(0.99)} (99 %); ${fleet.failed} attempts failed`,
  )

  const told = []
  const rolledUpFrom = performance.now()
  await ask(reports, SITE, LIVE[0]!)
  say(`nothing is pending after ${((performance.now() - rolledUpFrom) / 1_000).toFixed(1)} s`)
  gauges.stop()
  say(
    `at most ${gauges.most.pending} batches pending, the oldest for ${gauges.most.lag.toFixed(1)} s; memory ${[...gauges.memory].map(([name, most]) => `${name} ${most} MiB`).join(', ')}`,
  )

  const received: Received[] = fleet.sent.map((batch) => ({ batch, receivedAt: 0 }))
  const views = recordedViews(received, { pageRules: [], collapseIds: true })
  const pages = [...new Set(views.map(({ page }) => page))].sort()
  for (const url of system.urls) {
    const elsewhere = new Reports(url, system.adminKey, PATIENCE * 1_000)
    for (const question of questionsOf(pages))
      told.push({ question, from: url, report: await ask(elsewhere, SITE, question) })
  }
  for (const { server, question, report } of await live.settled(60_000))
    told.push({ question, from: `live at ${system.urls[server]}`, report: report ?? {} })
  live.close()

  for (const { question, from, report } of told) {
    const wrong = difference(views, question, report)
    if (wrong) fail(`${question.report} ${JSON.stringify(question.params)} from ${from}: ${wrong}`)
  }
  say(
    `${told.length} reports compared with a naive count of ${views.length} page views; ${live.pushes} were pushed live`,
  )
}

function fail(message: string) {
  failures.push(message)
  say(`FAILED  ${message}`)
}

function say(line: string) {
  process.stdout.write(`${((performance.now() - begun) / 1_000).toFixed(1).padStart(7)}  ${line}\n`)
}
