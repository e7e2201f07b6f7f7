// `npm test`: everything that is to be true of the project, with one count at the end.
//   npm test -- --only conformance,integration     some of the sections
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build, ROOT } from './build.mjs'
import { checkPackages } from './checkPackages.mjs'
import { prepareMachine } from './machine.mjs'
import { CommandError, runAloud } from './run.mjs'
import { exitCode, failedLines, failuresOf, lastLine, table } from './summary.mjs'

/** @typedef {import('./summary.mjs').Counts & { failures?: string[] }} Counts */

/** Each vitest project by itself, so that what starts servers and browsers does not compete. */
const PROJECTS = ['unit', 'conformance', 'integration', 'browser', 'storybook', 'e2e', 'consumers']

/** @type {Record<string, () => Promise<Counts>>} */
const SECTIONS = {
  lint: () => check(() => runAloud('npx', ['biome', 'check', '--error-on-warnings'], { cwd: ROOT })),
  build: () => check(() => build().then(() => true)),
  typecheck: () => check(() => runAloud('npx', ['tsc', '-b'], { cwd: ROOT })),
  ...Object.fromEntries(PROJECTS.map((project) => [project, () => vitest(project)])),
  packages: () => checkPackages(say),
}

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const chosen = values.only?.split(',') ?? Object.keys(SECTIONS)

try {
  const unknown = chosen.find((name) => !SECTIONS[name])
  if (unknown)
    throw new Error(`there is no section "${unknown}"; there are ${Object.keys(SECTIONS).join(', ')}`)
  await prepareMachine(say)
  const results = []
  for (const name of chosen) {
    say(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`)
    const startedAt = performance.now()
    const counts = await /** @type {() => Promise<Counts>} */ (SECTIONS[name])()
    results.push({ name, seconds: (performance.now() - startedAt) / 1_000, ...counts })
  }
  say(`\n${table(results)}\n`)
  const failed = failedLines(results)
  if (failed) say(`${failed}\n`)
  say(lastLine(results))
  process.exitCode = exitCode(results)
} catch (error) {
  process.stderr.write(`npm test: ${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}

/** @param {string} message */
function say(message) {
  process.stdout.write(`${message}\n`)
}

/**
 * A section that is one yes or no.
 * @param {() => Promise<boolean>} passes
 * @returns {Promise<Counts>}
 */
async function check(passes) {
  try {
    const passed = await passes()
    return { passed: Number(passed), failed: Number(!passed), skipped: 0 }
  } catch (error) {
    say(error instanceof CommandError ? `${error.output}\n${error.message}` : String(error))
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

/**
 * @param {string} project
 * @returns {Promise<Counts>}
 */
async function vitest(project) {
  const folder = await mkdtemp(join(tmpdir(), 'mouse-tracking-test-'))
  const file = join(folder, 'report.json')
  try {
    const args = [
      'vitest',
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ]
    const succeeded = await runAloud('npx', args, { cwd: ROOT })
    const report = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'))
    const passed = report.numPassedTests ?? 0
    const failed = report.numFailedTests ?? 0
    const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0)
    // A file that does not load, or an error outside any test, fails the run with no test that says so.
    return {
      passed,
      failed: succeeded ? failed : Math.max(1, failed),
      skipped,
      failures: failuresOf(report, ROOT),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
