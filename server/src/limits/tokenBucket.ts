/** A full bucket holds the tokens of so many ms: bursts of ten times the rate. */
export const FULL_MS = 10_000

/**
 * A token bucket as one number: the moment (epoch ms) at which it will be full again. Tokens come back at an even pace
 * (this is GCRA, the generic cell rate algorithm).
 * @param fullAt as returned before; undefined for a bucket that nothing was taken from
 * @param rate tokens a second
 * @returns `wait`: 0 when a token was taken, else the ms until there is one, and then nothing has changed
 */
export function takeToken(
  fullAt: number | undefined,
  rate: number,
  now: number,
): { fullAt: number; wait: number } {
  const before = Math.max(fullAt ?? now, now)
  const each = 1_000 / rate
  const after = before + each
  const wait = after - now - FULL_MS
  // Half a token is let pass: that is more than what sums of fractions of a ms can be off by.
  return wait > each / 2 ? { fullAt: before, wait } : { fullAt: after, wait: 0 }
}
