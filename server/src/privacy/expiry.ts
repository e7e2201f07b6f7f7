const DAY = 86_400_000

/** Batch ids are remembered for so many days at least, so that a batch sent again counts once. */
const ID_DAYS = 30

/** Starts of UTC days (epoch ms): what was received before is to go. -Infinity keeps for ever. */
export interface Expiry {
  /** The content of raw batches. It never outlives what was derived from it. */
  raw: number
  /** Segments and grids. */
  derived: number
  /** The ids of batches. */
  ids: number
}

/**
 * What is too old at a moment (epoch ms). A day counts from its end, so that all that came in it is kept for the full
 * number of days.
 */
export function expiryOf(
  { retentionDays, rawDays }: { retentionDays: number | null; rawDays: number | null },
  now: number,
): Expiry {
  const today = Math.floor(now / DAY) * DAY
  const before = (days: number | null) => (days === null ? Number.NEGATIVE_INFINITY : today - days * DAY)
  return {
    raw: Math.max(before(rawDays), before(retentionDays)),
    derived: before(retentionDays),
    ids: before(retentionDays === null ? null : Math.max(retentionDays, ID_DAYS)),
  }
}
