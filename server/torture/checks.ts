import { isDeepStrictEqual } from 'node:util'
import { everyReport } from '../test/everyReport.js'
import { TestServer } from '../test/server.js'
import { type Balance, isBalanced, type Ledger } from './Ledger.js'
import { nameOf, type Reports } from './Reports.js'
import type { System } from './System.js'
import type { Traffic } from './traffic.js'

export interface Check {
  name: string
  /** What is wrong; none when all is well. */
  failures: string[]
}

/** Batches that are sent side by side to the server that all else is compared with. */
const LANES = 16

/** Whether every batch is counted as it must be, by two layers of the heatmap that know each batch by its own cell. */
export async function checkLedger(reports: Reports, site: string, ledger: Ledger): Promise<Check[]> {
  const checks: Check[] = []
  for (const layer of ['click', 'move'] as const)
    checks.push(ofBalance(layer, ledger.balance(await reports.counted(site, layer))))
  return checks
}

/**
 * The ledger; every report against that of an untroubled server that got the counted batches once; and all of it again
 * once the servers have started anew.
 */
export async function checkAll(
  reports: Reports,
  site: string,
  ledger: Ledger,
  traffic: Traffic,
  system: System,
): Promise<Check[]> {
  const checks = await checkLedger(reports, site, ledger)
  const before = await everyReport(reports, site)
  const counted = await reports.counted(site, 'click')
  const untroubled = await TestServer.start()
  try {
    await untroubled.admin('POST', '/api/sites', { id: site })
    const batches = [...ledger].filter(({ key }) => counted.has(key.n)).values()
    const lane = async () => {
      for (const { key } of batches) {
        const { status, body } = await untroubled.send(traffic.batch(key))
        if (status !== 202)
          throw new Error(`the untroubled server answered ${status}: ${JSON.stringify(body)}`)
      }
    }
    await Promise.all(Array.from({ length: LANES }, lane))
    checks.push(
      ofReports('every report is that of an untroubled server', before, await everyReport(untroubled, site)),
    )
  } finally {
    await untroubled.stop()
  }
  await system.restart()
  checks.push(...(await checkLedger(reports, site, ledger)))
  checks.push(ofReports('and the same after a restart', before, await everyReport(reports, site)))
  return checks
}

function ofBalance(layer: string, balance: Balance): Check {
  const { sent, acknowledged, answerLost, erased } = balance
  const failures = isBalanced(balance)
    ? []
    : (['missing', 'repeated', 'undead', 'invented'] as const).flatMap((fault) =>
        balance[fault].map((n) => `${fault}: ${nameOf(n)}`),
      )
  return {
    name: `${layer} ledger: ${sent} sent, ${acknowledged} acknowledged, ${answerLost} stored with the answer lost, ${erased} erased`,
    failures,
  }
}

function ofReports(name: string, found: Record<string, unknown>, expected: Record<string, unknown>): Check {
  const names = new Set([...Object.keys(found), ...Object.keys(expected)])
  const failures = [...names].filter((report) => !isDeepStrictEqual(found[report], expected[report]))
  return {
    name: `${name} (${names.size} reports)`,
    failures: failures.map((report) => {
      const [a, b] = [found[report], expected[report]].map((value) => JSON.stringify(value)?.slice(0, 300))
      return `${report}: ${a} in place of ${b}`
    }),
  }
}
