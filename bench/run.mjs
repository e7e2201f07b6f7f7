// `npm run bench`: installs the peers, builds the server, measures every claim and prints one table.
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { build, ROOT } from '../scripts/build.mjs'
import { run } from '../scripts/run.mjs'
import { readOptions, USAGE } from './options.mjs'
import { isMet, ratioOf, tableOf } from './table.mjs'

/** By name the script of each claim; those with a peer of their own say so there. */
const CLAIMS = [
  'reports',
  'first-report',
  'growth',
  'heatmap-report',
  'ingest',
  'heatmap-draw',
  'heatmap-scroll',
  'tracking',
]

const options = readOptions(process.argv.slice(2))
const unknown = options.claims.filter((claim) => !CLAIMS.includes(claim))
if (options.help || unknown.length > 0) {
  process.stdout.write(`${USAGE}\nClaims: ${CLAIMS.join(', ')}\n`)
  process.exit(options.help ? 0 : 2)
}

await run('npm', ['install', '--no-audit', '--no-fund'], {
  cwd: fileURLToPath(new URL('.', import.meta.url)),
})
await build((names) => process.stderr.write(`Building ${names.join(', ')} …\n`))
process.chdir(ROOT)
await mkdir(options.cache, { recursive: true })

/** @type {import('./table.mjs').Row[]} */
const rows = []
const failures = []
for (const claim of options.claims.length > 0 ? options.claims : CLAIMS) {
  process.stderr.write(`${claim} …\n`)
  try {
    const { measure } = await import(`./claims/${claim}.mjs`)
    rows.push(...(await measure(options)))
  } catch (error) {
    failures.push(claim)
    process.stderr.write(`${claim} failed: ${error instanceof Error ? error.stack : error}\n`)
  }
}
const machine = `${cpus()[0]?.model}, ${options.cores} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`
process.stdout.write(`\n${machine}; seed ${options.seed}, ${options.sessions} sessions\n\n${tableOf(rows)}\n`)
if (options.json !== undefined) {
  const results = rows.map((row) => ({ ...row, ratio: ratioOf(row), met: isMet(row) }))
  await writeFile(options.json, `${JSON.stringify({ machine, options, results, failures }, null, 2)}\n`)
}
if (failures.length > 0) process.exitCode = 1
