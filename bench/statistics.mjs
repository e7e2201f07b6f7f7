/** @param {readonly number[]} values at least one */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const high = /** @type {number} */ (sorted[middle])
  return sorted.length % 2 === 1 ? high : (high + /** @type {number} */ (sorted[middle - 1])) / 2
}

/**
 * Measures several things in turns, so that whatever else the machine does falls on all of them alike.
 * @template {string} Name
 * @param {number} rounds
 * @param {Record<Name, (round: number) => unknown>} runs each is run once before, to warm up, with round -1
 * @returns {Promise<Record<Name, number[]>>} ms of each round
 */
export async function inTurns(rounds, runs) {
  const entries = /** @type {[Name, (round: number) => unknown][]} */ (Object.entries(runs))
  const times = /** @type {Record<Name, number[]>} */ (
    Object.fromEntries(entries.map(([name]) => [name, []]))
  )
  for (const [, run] of entries) await run(-1)
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of entries) {
      const start = performance.now()
      await run(round)
      times[name].push(performance.now() - start)
    }
  }
  return times
}
