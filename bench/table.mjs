/**
 * One line of the table.
 * @typedef {object} Row
 * @property {string} claim
 * @property {number} ours
 * @property {{ name: string, value: number }} [peer] measured in the same run
 * @property {string} unit
 * @property {number} target
 * @property {'ratio' | 'at least' | 'at most'} kind what the target bounds: ours / peer from above (`ratio`), ours / peer from
 *   below (`at least`), or ours itself (`at most`)
 * @property {string} [note]
 */

/** @param {Row} row */
export function ratioOf({ ours, peer }) {
  return peer === undefined ? null : ours / peer.value
}

/** @param {Row} row */
export function isMet(row) {
  const value = ratioOf(row) ?? row.ours
  return row.kind === 'at least' ? value >= row.target : value <= row.target
}

/** @param {readonly Row[]} rows */
export function tableOf(rows) {
  const cells = [
    ['claim', 'ours', 'peer', 'ratio', 'target', '', ''],
    ...rows.map((row) => {
      const ratio = ratioOf(row)
      return [
        row.claim,
        `${figure(row.ours)} ${row.unit}`,
        row.peer === undefined ? '' : `${figure(row.peer.value)} ${row.unit} ${row.peer.name}`,
        ratio === null ? '' : ratio.toFixed(3),
        `${row.kind === 'at least' ? '≥' : '≤'} ${row.target}${ratio === null ? ` ${row.unit}` : ''}`,
        isMet(row) ? 'met' : 'not met',
        row.note ?? '',
      ]
    }),
  ]
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((line) => (line[column] ?? '').length)),
  )
  return cells
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** @param {number} value */
const figure = (value) => (value >= 100 ? Math.round(value).toLocaleString('en-GB') : value.toPrecision(3))
