import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @typedef {Counts & { name: string, seconds: number, failures?: string[] }} Result */

/** @type {(results: Counts[]) => Counts} */
export function sum(results) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const { passed, failed, skipped } of results) {
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
  }
  return total
}

/** A row a section and one for all of them. @type {(results: Result[]) => string} */
export function table(results) {
  const seconds = results.reduce((all, result) => all + result.seconds, 0)
  const rows = [
    ['', 'passed', 'failed', 'skipped', 'time'],
    ...[...results, { name: 'all', seconds, ...sum(results) }].map(
      ({ name, passed, failed, skipped, seconds }) => [
        name,
        String(passed),
        String(failed),
        String(skipped),
        `${seconds.toFixed(0)} s`,
      ],
    ),
  ]
  return rows
    .map(([name = '', ...cells]) => name.padEnd(18) + cells.map((cell) => cell.padStart(9)).join(''))
    .join('\n')
}

/** `12 passed, 0 failed`, and how many were skipped if any were. @type {(results: Counts[]) => string} */
export function lastLine(results) {
  const { passed, failed, skipped } = sum(results)
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** A run in which nothing passed proves nothing. @type {(results: Counts[]) => number} */
export function exitCode(results) {
  const { passed, failed } = sum(results)
  return failed > 0 || passed === 0 ? 1 : 0
}

/**
 * Each test that failed in a line of its own, for whoever sees no more than the end of a long log.
 * @type {(results: Result[]) => string}
 */
export function failedLines(results) {
  return results
    .filter(({ failed }) => failed > 0)
    .flatMap(({ name, failures = [] }) =>
      (failures.length > 0 ? failures : ['see above']).map((failure) => `FAILED ${name}: ${failure}`),
    )
    .join('\n')
}

/**
 * What failed in a report of vitest: the test, its file and how its first error begins.
 * @param {{ testResults?: { name: string, message?: string, assertionResults: { status: string, fullName: string, failureMessages?: string[] }[] }[] }} report
 * @param {string} root what the names of files are relative to.
 * @returns {string[]}
 */
export function failuresOf({ testResults = [] }, root) {
  return testResults.flatMap(({ name, message = '', assertionResults }) => {
    const file = relative(root, name)
    const tests = assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages = [] }) => `${fullName} (${file})${beginning(failureMessages[0])}`)
    return tests.length > 0 || !message ? tests : [`${file}${beginning(message)}`]
  })
}

/** The first line of an error, without the colours of a terminal. */
function beginning(error = '') {
  const line = stripVTControlCharacters(error).trim().split('\n', 1)[0] ?? ''
  return line && `: ${line.slice(0, 300)}`
}
