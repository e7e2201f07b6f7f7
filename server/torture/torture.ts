// `npm run torture`: breaks a loaded system in random order, and sees whether its books balance.
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { randomFrom } from '../test/random.js'
import { type Check, checkAll, checkLedger } from './checks.js'
import { Eraser } from './Eraser.js'
import { type Fault, faultsOf } from './faults.js'
import { Ledger } from './Ledger.js'
import { Load } from './Load.js'
import { Reports } from './Reports.js'
import { System } from './System.js'
import { Traffic } from './traffic.js'
import { within } from './within.js'

const USAGE = `npm run torture -- [options]
  --minutes 30          how long
  --seed <number>       the same faults in the same order
  --rate 60             batches a second
  --clients 40          browsers
  --check 5             minutes between two looks at the books
  --mongodb-uri <uri>   two API processes and two workers on this engine and a Redis of their own; else one
                        process on the built-in store
  --store-kill <command> --store-start <command>
                        how to kill the engine, and to start it again
  --disk 2048           size of the built-in store's disk, MB (a tmpfs; needs root)
`
const SITE = 'torture'
/** Time (s) that a healed system has for whatever was begun. */
const PATIENCE = 300

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    rate: { type: 'string', default: '60' },
    clients: { type: 'string', default: '40' },
    check: { type: 'string', default: '5' },
    disk: { type: 'string', default: '2048' },
    'mongodb-uri': { type: 'string' },
    'store-kill': { type: 'string' },
    'store-start': { type: 'string' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  process.stdout.write(USAGE)
  process.exit(0)
}

const seed = Number(values.seed)
const startedAt = performance.now()
const folder = await mkdtemp(join(tmpdir(), 'mouse-tracking-torture-'))
say(`seed ${seed}, ${values.minutes} minutes, logs in ${folder}`)

const system = await System.start({
  folder,
  mongodbUri: values['mongodb-uri'],
  storeKill: values['store-kill'],
  storeStart: values['store-start'],
  diskMegabytes: Number(values.disk),
})
if (!system.disk && !system.hasWorkers) say('no tmpfs can be mounted here: the disk will not be filled')
const reports = new Reports(system.urls[0]!, system.adminKey)
await reports.ask('POST', '/api/sites', { id: SITE })

const ledger = new Ledger()
const traffic = new Traffic(SITE, seed)
const load = new Load({
  urls: system.urls,
  traffic,
  ledger,
  seed,
  clients: Number(values.clients),
  rate: Number(values.rate),
})
const eraser = new Eraser(
  load,
  system.urls.map((url) => new Reports(url, system.adminKey)),
  SITE,
)
const faults = faultsOf(system)
const random = randomFrom(seed)
const struck = new Map<string, number>(faults.map(({ name }) => [name, 0]))
const failures: Check[] = []

const end = performance.now() + Number(values.minutes) * 60_000
while (performance.now() < end && failures.length === 0) {
  load.go()
  eraser.go()
  await torment(Math.min(end, performance.now() + Number(values.check) * 60_000))
  await check(async () => {
    await within(PATIENCE, 'the end of what the clients send', load.pause())
    await within(PATIENCE, 'the return of every server', system.heal())
    await within(PATIENCE, 'the last erasure', eraser.pause())
    return checkLedger(reports, SITE, ledger)
  })
}
if (failures.length === 0)
  await check(async () => {
    await within(PATIENCE, 'the end of the load', load.end())
    return checkAll(reports, SITE, ledger, traffic, system)
  })

const waits = load.waits.sort((a, b) => a - b)
const at = (share: number) => waits[Math.floor((waits.length - 1) * share)]?.toFixed(2)
say(`
${[...struck].map(([name, times]) => `${String(times).padStart(8)}  ${name}`).join('\n')}
${String(load.attempts).padStart(8)}  attempts to send ${ledger.next} batches; acknowledged after ${at(0.5)} s (median), ${at(0.99)} s (99 %)
${String(eraser.erased).padStart(8)}  visitors erased`)
for (const message of [...new Set(load.errors), ...eraser.errors, ...system.crashes]) {
  say(`FAILED  ${message}`)
  failures.push({ name: message, failures: [message] })
}
await system.stop().catch((error) => {
  say(`FAILED  ${error.message}`)
  failures.push({ name: 'the end', failures: [error.message] })
})
say(failures.length === 0 ? `\nbalanced; seed ${seed}` : `\nNOT BALANCED; seed ${seed}, logs in ${folder}`)
process.exit(failures.length === 0 ? 0 : 1)

async function torment(until: number) {
  const lasting = new Set<Promise<void>>()
  while (performance.now() < until) {
    await sleep(500 + random() * 5_000)
    const fault: Fault = faults[Math.floor(random() * faults.length)]!
    say(fault.name)
    struck.set(fault.name, struck.get(fault.name)! + 1)
    const strike = within(PATIENCE, `"${fault.name}"`, fault.strike(random)).catch((error) => {
      say(`FAILED  ${error.message}`)
      failures.push({ name: fault.name, failures: [error.message] })
    })
    lasting.add(strike)
    void strike.then(() => lasting.delete(strike))
    // Some come alone, some in company.
    if (random() < 0.5) await strike
  }
  await Promise.all(lasting)
}

async function check(run: () => Promise<Check[]>) {
  let checks: Check[]
  try {
    checks = await run()
  } catch (error) {
    checks = [{ name: 'looking at the books', failures: [(error as Error).message] }]
  }
  for (const { name, failures: found } of checks) {
    say(`${found.length === 0 ? 'ok     ' : 'FAILED '} ${name}`)
    for (const failure of found.slice(0, 5)) say(`          ${failure}`)
  }
  failures.push(...checks.filter(({ failures: found }) => found.length > 0))
}

function say(line: string) {
  process.stdout.write(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(7)}  ${line}\n`)
}
