const FIRST_MS = 1_000
const LONGEST_MS = 30_000

/** How long (ms) to wait before the `attempt`th try in a row (0 is the first): doubling from 1 s to 30 s, with the second
 * half of it left to chance so that clients do not come back all at once. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16))
  return longest / 2 + (longest / 2) * random()
}
