/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @typedef {Counts & { name: string, seconds: number }} Result */

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
